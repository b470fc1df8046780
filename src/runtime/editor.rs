//! Starts the reader's editor on a file.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;

use super::{arguments, terminal};
use crate::app::notice::StatusNotice;

/// The editor of a reader who has named none.
const USUAL_EDITOR: &str = "vi";

/// Lends the terminal to `$VISUAL`, else `$EDITOR`, on a file, and says what went wrong, if something did.
pub(super) fn edit_file(path: &Path) -> Option<StatusNotice> {
    let named = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(env::var_os)
        .find(|editor| !editor.is_empty());
    let editor = named.unwrap_or_else(|| OsString::from(USUAL_EDITOR));
    let failed = |reason: &str| {
        let editor = editor.to_string_lossy();
        StatusNotice::error(&format!(
            "The editor '{editor}' failed: {reason}; name another in $VISUAL or $EDITOR"
        ))
    };
    let Some(mut command) = editor_command(&editor, path) else {
        return Some(failed("it is not a command"));
    };
    match terminal::lend_terminal(|| command.status()) {
        Ok(Ok(status)) if status.success() => None,
        Ok(Ok(status)) => Some(failed(&status.to_string())),
        Ok(Err(error)) | Err(error) => Some(failed(&error.to_string())),
    }
}

/// Makes the editor's command, with the file's full path, so that no name is taken for a flag.
fn editor_command(editor: &OsString, path: &Path) -> Option<Command> {
    let words = arguments::split_words(editor.to_str()?)?;
    let (program, flags) = words.split_first()?;
    let mut command = Command::new(program);
    command.args(flags).arg(absolute_path(path).ok()?);
    Some(command)
}

fn absolute_path(path: &Path) -> io::Result<std::path::PathBuf> {
    std::path::absolute(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_named_like_a_flag_is_a_file() {
        let command = editor_command(&"ed -s".into(), Path::new("-e")).unwrap();
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments[0], "-s");
        assert!(Path::new(arguments[1]).is_absolute());
    }

    #[test]
    fn an_editor_of_blanks_is_no_command() {
        assert!(editor_command(&" ".into(), Path::new("a.txt")).is_none());
    }
}
