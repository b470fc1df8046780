//! Parts lines that say what each of several people did: "Text: Ines Halloran Foto: Otto Vance".

use std::borrow::Cow;

use crate::loader::newsroom::NEWSROOM;

/// What a label says that those behind it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Words,
    Pictures,
}

/// Returns the names of those who wrote, parted by semicolons, of a line that says who took the pictures too.
///
/// A line without such labels is returned as it is.
pub(super) fn part_tasks(line: &str) -> Cow<'_, str> {
    if !line.contains([':', '：']) {
        return Cow::Borrowed(line);
    }
    let spaced = line.replace('：', ": ").replace(" :", ":");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parts: Vec<(Task, Vec<&str>)> = vec![(Task::Words, Vec::new())];
    for word in words {
        let names = parts.last_mut().map(|(_, names)| names);
        let Some(task) = word.strip_suffix(':').and_then(read_task) else {
            if let Some(names) = names {
                names.push(word);
            }
            continue;
        };
        let joined = names.and_then(take_joined_task);
        let is_of_words = [Some(task), joined].contains(&Some(Task::Words));
        let task = if is_of_words { Task::Words } else { task };
        parts.push((task, Vec::new()));
    }
    if parts.len() == 1 {
        return Cow::Borrowed(line);
    }
    let wrote = parts.iter().filter(|(task, _)| *task == Task::Words);
    let names = wrote.map(|(_, names)| names.join(" "));
    let names = names.map(|names| names.trim_matches(is_sign).to_owned());
    let names: Vec<String> = names.filter(|names| !names.is_empty()).collect();
    Cow::Owned(names.join("; "))
}

fn is_sign(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '·' | '•' | '-' | '–' | '—')
}

/// Returns what a label without its colon says that somebody did: "Text", "Text/Foto".
fn read_task(label: &str) -> Option<Task> {
    let lower = label.to_lowercase();
    let mut task = None;
    for part in lower.split(['/', '&', '+', ',']) {
        if NEWSROOM.writing_tasks.contains(part) {
            task = Some(Task::Words);
        } else if NEWSROOM.picture_tasks.contains(part) {
            task = task.or(Some(Task::Pictures));
        } else {
            return None;
        }
    }
    task
}

/// Takes the beginning of a label off the end of some words: "Text und" before "Fotos:".
fn take_joined_task(words: &mut Vec<&str>) -> Option<Task> {
    let [.., first, and] = words.as_slice() else {
        return None;
    };
    let is_and = *and == "&" || NEWSROOM.and.contains(*and);
    let task = read_task(first).filter(|_| is_and)?;
    words.truncate(words.len() - 2);
    Some(task)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::both("Text: Ines Halloran Foto: Otto Vance", "Ines Halloran")]
    #[case::with_a_dash("Texte : Ines Halloran – Photos : Otto Vance", "Ines Halloran")]
    #[case::one_for_both("Text und Fotos: Ines Halloran", "Ines Halloran")]
    #[case::one_label_for_both("Tekst/foto: Ines Halloran", "Ines Halloran")]
    #[case::pictures_first("Foto: Otto Vance, Text: Ines Halloran", "Ines Halloran")]
    #[case::a_byline_before_it("Von Ines Halloran Fotos: Otto Vance", "Von Ines Halloran")]
    #[case::in_chinese("文：林美咲 图：王强", "林美咲")]
    #[case::pictures_alone("Foto: Otto Vance", "")]
    #[case::another_label("Harbor: Ines Halloran", "Harbor: Ines Halloran")]
    #[case::none("Ines Halloran", "Ines Halloran")]
    fn those_who_wrote_are_told_from_those_who_took_pictures(
        #[case] line: &str,
        #[case] names: &str,
    ) {
        assert_eq!(part_tasks(line), names);
    }
}
