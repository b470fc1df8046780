//! Reads a folder of labelled articles: `text/NAME.txt` with `attributions/NAME_ANNOTATOR.ann`.

use std::fs;
use std::path::{Path, PathBuf};

use super::{decode, load, open};
use crate::article::Article;

/// An article with what somebody noted about it.
#[derive(Debug)]
pub struct LabelledArticle {
    /// The name of its file.
    pub name: String,
    /// The article as loaded.
    pub article: Article,
    /// The file's text before it is sanitized, which the labels' offsets refer to.
    pub text: String,
    /// The label file; of several the first by name.
    pub labels: String,
}

/// Returns the labelled articles of `folder` by name; what cannot be read is left out.
#[must_use]
pub fn load_labelled(folder: &Path) -> Vec<LabelledArticle> {
    let labels = sorted_files(&folder.join("attributions"));
    sorted_files(&folder.join("text"))
        .iter()
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let prefix = format!("{}_", path.file_stem()?.to_str()?);
            let has_prefix = |label: &&PathBuf| {
                let name = label.file_name().and_then(|name| name.to_str());
                name.is_some_and(|name| name.starts_with(&prefix))
            };
            Some(LabelledArticle {
                name,
                article: load(path).articles.pop()?,
                text: decoded_text(path)?,
                labels: decoded_text(labels.iter().find(has_prefix)?)?,
            })
        })
        .collect()
}

fn sorted_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort_unstable();
    files
}

fn decoded_text(path: &Path) -> Option<String> {
    let read = open::read_file(path).ok()?;
    Some(decode::decode_bytes(&read.bytes, None).text.into_owned())
}
