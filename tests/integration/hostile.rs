//! A folder of everything that should not be there: what can be read is read, the rest is told, nothing hangs.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use pullquote::loader::{self, Loaded};
use rustix::fs::{CWD, Mode, mkfifoat};

const STORY: &str =
    "Fähre hält\n\nDie Fähre hält für immer, sagte der Hafenmeister am Montag auf der Insel.\n";

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Files that give an article, and whether a problem is told besides.
fn readable() -> Vec<(&'static [u8], Vec<u8>, bool)> {
    let latin: Vec<u8> = STORY
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let gzip = compressed(STORY.repeat(400).as_bytes());
    let escapes = format!("\u{1b}]0;title\u{7}{STORY}\u{9d}52;c;AAAA\u{9c}\u{202e}");
    let matter = format!("---\ntitle: a: b\n---\n{STORY}");
    vec![
        (b"utf-8.txt", STORY.into(), false),
        (b"latin-1.txt", latin, false),
        (b"utf-16.txt", utf16(STORY), false),
        (
            b"utf-16-marked.txt",
            [&[0xff, 0xfe], utf16(STORY).as_slice()].concat(),
            false,
        ),
        (
            b"damaged.txt",
            [STORY.as_bytes(), b"\xe2\x28\n"].concat(),
            true,
        ),
        (b"nul.txt", STORY.replace("Insel", "In\0sel").into(), false),
        (b"carriage.txt", STORY.replace('\n', "\r").into(), false),
        (b"mixed.txt", STORY.replacen('\n', "\r\n", 1).into(), false),
        (b"escapes.txt", escapes.into(), false),
        (b"whole.txt.gz", gzip.clone(), false),
        (b"truncated.txt.gz", gzip[..gzip.len() - 12].to_vec(), true),
        (b"matter.md", matter.into(), true),
        (
            b"never-closed.md",
            format!("+++\ntitle = \"x\"\n{STORY}").into(),
            true,
        ),
        (b"title-only.txt", b"Ferry stops".to_vec(), false),
        (b"-dash.txt", STORY.into(), false),
        (b"new\nline\x1b[2J.txt", STORY.into(), false),
        (b"\xff\xfe.txt", STORY.into(), false),
    ]
}

/// Files that give no article, with a word of the problem that is told.
fn unreadable() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("empty.txt", Vec::new(), "is empty"),
        ("blanks.md", b" \n\t\r\n".to_vec(), "is empty"),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".to_vec(),
            "a PNG picture",
        ),
        (
            "no-gzip.txt.gz",
            b"\x1f\x8b\x08nothing of the kind".to_vec(),
            "is empty",
        ),
        (
            "nested.txt.gz",
            compressed(&compressed(STORY.as_bytes())),
            "a gzip archive",
        ),
    ]
}

/// Fills a folder with all of it; what `scan` finds there is loaded, by the file's name.
fn load_all(folder: &Path) -> BTreeMap<Vec<u8>, Loaded> {
    for (name, bytes, _) in readable() {
        fs::write(folder.join(OsStr::from_bytes(name)), bytes).unwrap();
    }
    for (name, bytes, _) in unreadable() {
        fs::write(folder.join(name), bytes).unwrap();
    }
    mkfifoat(CWD, folder.join("pipe.txt"), Mode::RUSR | Mode::WUSR).unwrap();
    fs::create_dir(folder.join("b.txt")).unwrap();
    symlink(folder, folder.join("b.txt/loop.txt")).unwrap();
    symlink("nowhere", folder.join("dangling.txt")).unwrap();
    symlink("/dev/zero", folder.join("endless.txt")).unwrap();
    let found = loader::scan_folders(vec![folder.to_path_buf()]);
    let loaded = found.map(|found| match found {
        Ok(found) => (found.path.clone(), loader::load(&found.path)),
        Err(problem) => (
            problem.path.clone(),
            Loaded {
                articles: Vec::new(),
                problems: vec![problem],
            },
        ),
    });
    let named =
        loaded.map(|(path, loaded)| (path.file_name().unwrap().as_bytes().to_vec(), loaded));
    named.collect()
}

#[test]
fn every_file_is_loaded_or_told() {
    let folder = tempfile::tempdir().unwrap();
    let _socket = UnixListener::bind(folder.path().join("socket.txt")).unwrap();
    let mut loaded = load_all(folder.path());
    for (name, _, is_told) in readable() {
        let loaded = loaded.remove(name).unwrap();
        let name = String::from_utf8_lossy(name);
        assert_eq!(loaded.articles.len(), 1, "{name}: {:?}", loaded.problems);
        assert_eq!(
            !loaded.problems.is_empty(),
            is_told,
            "{name}: {:?}",
            loaded.problems
        );
        let text = loaded.articles[0].text.as_str();
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n') && !text.contains('\u{202e}'),
            "{name}"
        );
    }
    let special = ["pipe.txt", "socket.txt", "dangling.txt", "endless.txt"];
    let words = ["a named pipe", "a socket", "cannot be read", "a device"];
    let unreadable = unreadable().into_iter().map(|(name, _, word)| (name, word));
    for (name, word) in unreadable.chain(special.into_iter().zip(words)) {
        let loaded = loaded.remove(name.as_bytes()).unwrap();
        assert_eq!(loaded.articles, [], "{name}");
        let told: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert!(told.iter().all(|told| told.contains(name)), "{told:?}");
        assert!(told.iter().any(|told| told.contains(word)), "{told:?}");
    }
    assert!(loaded.is_empty(), "{:?}", loaded.keys());
}

#[test]
fn every_shape_says_the_same_words() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = load_all(folder.path());
    let text = |name: &[u8]| loaded[name].articles[0].text.clone();
    for name in [
        "latin-1.txt",
        "utf-16.txt",
        "utf-16-marked.txt",
        "nul.txt",
        "carriage.txt",
        "mixed.txt",
        "escapes.txt",
    ] {
        assert_eq!(text(name.as_bytes()), text(b"utf-8.txt"), "{name}");
    }
}

#[test]
fn a_file_that_is_gone_when_its_turn_comes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, STORY).unwrap();
    let mut found = loader::scan_folders(vec![folder.path().to_path_buf()]);
    let file = found.next().unwrap().unwrap();
    fs::remove_file(&path).unwrap();
    assert!(
        loader::load(&file.path).problems[0]
            .to_string()
            .contains("does not exist")
    );
}

#[test]
fn ten_thousand_files_are_found() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..10_000 {
        fs::write(folder.path().join(format!("{number}.txt")), "").unwrap();
    }
    assert_eq!(
        loader::scan_folders(vec![folder.path().to_path_buf()]).count(),
        10_000
    );
}
