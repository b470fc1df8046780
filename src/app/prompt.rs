//! The line at the bottom in which the reader types.

use tui_input::{Input, InputRequest};

use crate::input::key::{Key, KeyCode};
use crate::library::export::ExportFormat;
use crate::library::state::BookmarkTarget;
use crate::search::hits::SearchScope;
use crate::text::Clean;

use super::effect::Exported;
use super::path_typing::path_goal;
use super::start::{HOME, WayIn};

/// Something the reader types, and what for.
#[derive(Debug, Clone)]
pub struct Prompt {
    purpose: Purpose,
    input: Input,
    recalled: Option<usize>,
    /// What was typed before an earlier text was brought back.
    draft: String,
    /// Whether the text is a suggestion that typing replaces.
    is_suggested: bool,
    /// The names that the text may be completed to.
    candidates: String,
}

/// What the reader types for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Words to find in the open article.
    Find,
    /// Words of titles; the list shows the fitting ones.
    Titles,
    /// Words of entries of the open overlay.
    Entries,
    /// The first and last day of the articles to show.
    Days,
    /// A note on the story, or on the selected quote.
    Note,
    /// A note on a bookmark.
    BookmarkNote(Box<BookmarkTarget>),
    /// The tags of the story, parted by commas.
    Tags,
    /// A speaker's name that the article does not give.
    Speaker,
    /// A query to search with.
    Search(SearchScope),
    /// The file or folder of an export.
    Export(Exported, ExportFormat),
    /// The command to pipe to.
    Pipe,
    /// A name for the search.
    SearchName,
    /// Letters of the names of speakers.
    Speakers,
    /// What a way to begin needs.
    Begin(WayIn),
}

/// What a key did to the prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// The text changed.
    Changed,
    /// Only the caret moved, or nothing happened.
    Same,
    /// The reader is done.
    Submitted,
    /// The reader wants out.
    Cancelled,
    /// The selection should move, up when negative.
    Moved(isize),
}

impl Purpose {
    /// Returns what is before the caret's line.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Find | Self::Titles | Self::Entries | Self::Speakers => "/",
            Self::Days => "days: ",
            Self::Note | Self::BookmarkNote(_) => "note: ",
            Self::Tags => "tags: ",
            Self::Speaker => "speaker: ",
            Self::Search(SearchScope::Quotes) => "quotes: ",
            Self::Search(SearchScope::Stories) => "stories: ",
            Self::Export(..) => "export to: ",
            Self::Pipe => "| ",
            Self::SearchName => "name of the search: ",
            Self::Begin(way) => way.label(),
        }
    }
}

impl Prompt {
    /// Opens a prompt with a text to edit.
    #[must_use]
    pub fn new(purpose: Purpose, text: &str) -> Self {
        Self {
            purpose,
            input: Input::new(text.to_owned()),
            recalled: None,
            draft: String::new(),
            is_suggested: false,
            candidates: String::new(),
        }
    }

    /// Puts another text in place of what was typed, the caret at its end.
    pub fn set_text(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
        self.is_suggested = false;
    }

    /// Returns the names that the text may be completed to; `""` if that was not asked for since it changed.
    #[must_use]
    pub fn candidates(&self) -> &str {
        &self.candidates
    }

    /// Shows the names that the text may be completed to.
    pub fn set_candidates(&mut self, candidates: String) {
        self.candidates = candidates;
    }

    /// Opens a prompt with a text that the first typed letter replaces; another key keeps it to be edited.
    #[must_use]
    pub fn with_suggestion(purpose: Purpose, text: &str) -> Self {
        Self {
            is_suggested: true,
            ..Self::new(purpose, text)
        }
    }

    /// Returns `true` if the text is a suggestion that typing replaces.
    #[must_use]
    pub const fn is_suggested(&self) -> bool {
        self.is_suggested
    }

    /// Goes on with the same text for something else.
    pub fn set_purpose(&mut self, purpose: Purpose) {
        self.purpose = purpose;
    }

    /// Returns what the reader types for.
    #[must_use]
    pub const fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// Returns what was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns the caret's place in characters.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.input.cursor()
    }

    /// Takes a key; `history` holds earlier texts, the newest last, brought back with Up where it is not empty.
    pub fn press(&mut self, key: Key, history: &[String]) -> Edited {
        match (key.code(), key.modifiers().ctrl) {
            (KeyCode::Enter, _) => Edited::Submitted,
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => Edited::Cancelled,
            (KeyCode::Backspace, false) if self.text().is_empty() => Edited::Cancelled,
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.step_history(-1, history),
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.step_history(1, history),
            (KeyCode::PageUp, _) => Edited::Moved(-10),
            (KeyCode::PageDown, _) => Edited::Moved(10),
            (
                KeyCode::Char(_)
                | KeyCode::Tab
                | KeyCode::Backspace
                | KeyCode::Delete
                | KeyCode::Insert
                | KeyCode::Left
                | KeyCode::Right
                | KeyCode::Home
                | KeyCode::End
                | KeyCode::Function(_),
                _,
            ) => editing_request(key).map_or(Edited::Same, |request| self.edit_text(request)),
        }
    }

    /// Returns `true` if a key pressed with Alt edits the text.
    #[must_use]
    pub fn is_editing_key(key: Key) -> bool {
        editing_request(key).is_some()
    }

    /// Inserts pasted text, on one line.
    pub fn paste(&mut self, text: &Clean) -> Edited {
        for character in text.chars() {
            let character = if character == '\n' { ' ' } else { character };
            self.edit_text(InputRequest::InsertChar(character));
        }
        Edited::Changed
    }

    fn edit_text(&mut self, request: InputRequest) -> Edited {
        self.candidates.clear();
        if matches!(request, InputRequest::InsertChar('/' | '~')) && self.offers_home() {
            self.input.reset();
        }
        if std::mem::take(&mut self.is_suggested) {
            let clears = matches!(
                request,
                InputRequest::InsertChar(_) | InputRequest::DeletePrevChar
            );
            if clears {
                self.input.reset();
            }
            if request == InputRequest::DeletePrevChar {
                return Edited::Changed;
            }
        }
        let changed = self
            .input
            .handle(request)
            .is_some_and(|change| change.value);
        if changed {
            Edited::Changed
        } else {
            Edited::Same
        }
    }

    /// Returns `true` if there is nothing but the home folder that is offered, which a path from elsewhere replaces.
    fn offers_home(&self) -> bool {
        path_goal(&self.purpose).is_some() && self.text() == HOME
    }

    fn step_history(&mut self, by: isize, history: &[String]) -> Edited {
        if history.is_empty() || (self.recalled.is_none() && by > 0) {
            return Edited::Moved(by);
        }
        if self.recalled.is_none() {
            self.text().to_owned().clone_into(&mut self.draft);
        }
        let now = self.recalled.unwrap_or(history.len());
        let number = now.saturating_add_signed(by);
        let recalled = history.get(number).cloned();
        self.recalled = recalled.as_ref().map(|_| number);
        self.input = Input::new(recalled.unwrap_or_else(|| std::mem::take(&mut self.draft)));
        Edited::Changed
    }
}

/// Returns what an editing key does, as in a shell.
fn editing_request(key: Key) -> Option<InputRequest> {
    let (ctrl, alt) = (key.modifiers().ctrl, key.modifiers().alt);
    Some(match key.code() {
        KeyCode::Char(character) if !ctrl && !alt => InputRequest::InsertChar(character),
        KeyCode::Char('a') if ctrl => InputRequest::GoToStart,
        KeyCode::Char('e') if ctrl => InputRequest::GoToEnd,
        KeyCode::Char('b') if ctrl => InputRequest::GoToPrevChar,
        KeyCode::Char('f') if ctrl => InputRequest::GoToNextChar,
        KeyCode::Char('b') if alt => InputRequest::GoToPrevWord,
        KeyCode::Char('f') if alt => InputRequest::GoToNextWord,
        KeyCode::Char('d') if alt => InputRequest::DeleteNextWord,
        KeyCode::Char('d') if ctrl => InputRequest::DeleteNextChar,
        KeyCode::Char('h') if ctrl => InputRequest::DeletePrevChar,
        KeyCode::Char('k') if ctrl => InputRequest::DeleteTillEnd,
        KeyCode::Char('u') if ctrl => InputRequest::DeleteFromStart,
        KeyCode::Char('w') if ctrl => InputRequest::DeletePrevWord,
        KeyCode::Char('y') if ctrl => InputRequest::Yank,
        KeyCode::Backspace if alt || ctrl => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if ctrl || alt => InputRequest::GoToPrevWord,
        KeyCode::Right if ctrl || alt => InputRequest::GoToNextWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        KeyCode::Char(_)
        | KeyCode::Enter
        | KeyCode::Esc
        | KeyCode::Tab
        | KeyCode::Insert
        | KeyCode::Up
        | KeyCode::Down
        | KeyCode::PageUp
        | KeyCode::PageDown
        | KeyCode::Function(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_keys(prompt: &mut Prompt, text: &str) {
        for character in text.chars() {
            prompt.press(
                Key::new(KeyCode::Char(character), crate::input::key::Modifiers::NONE),
                &[],
            );
        }
    }

    fn key(code: KeyCode) -> Key {
        Key::new(code, crate::input::key::Modifiers::NONE)
    }

    #[test]
    fn what_is_typed_stands_in_the_prompt() {
        let mut prompt = Prompt::new(Purpose::Find, "");
        type_keys(&mut prompt, "harbour");
        assert_eq!(prompt.text(), "harbour");
    }

    #[test]
    fn backspace_in_an_empty_prompt_steps_out() {
        let mut prompt = Prompt::new(Purpose::Find, "");
        assert_eq!(
            prompt.press(key(KeyCode::Backspace), &[]),
            Edited::Cancelled
        );
    }

    #[test]
    fn up_brings_the_newest_text_back_and_down_the_empty_one() {
        let history = ["ferry".to_owned(), "tide".to_owned()];
        let mut prompt = Prompt::new(Purpose::Find, "");
        prompt.press(key(KeyCode::Up), &history);
        assert_eq!(prompt.text(), "tide");
        prompt.press(key(KeyCode::Down), &history);
        assert_eq!(prompt.text(), "");
    }

    #[test]
    fn what_was_typed_comes_back_after_the_newest_text() {
        let history = ["ferry".to_owned()];
        let mut prompt = Prompt::new(Purpose::Find, "tid");
        assert_eq!(prompt.press(key(KeyCode::Down), &history), Edited::Moved(1));
        prompt.press(key(KeyCode::Up), &history);
        prompt.press(key(KeyCode::Down), &history);
        assert_eq!(prompt.text(), "tid");
    }

    #[test]
    fn typing_replaces_a_suggestion_and_a_movement_keeps_it() {
        let suggest = || Prompt::with_suggestion(Purpose::SearchName, "tide");
        let mut prompt = suggest();
        type_keys(&mut prompt, "ebb");
        assert_eq!(prompt.text(), "ebb");
        let mut prompt = suggest();
        prompt.press(key(KeyCode::End), &[]);
        type_keys(&mut prompt, "s");
        assert_eq!(prompt.text(), "tides");
        let mut prompt = suggest();
        prompt.press(key(KeyCode::Backspace), &[]);
        assert_eq!(prompt.text(), "");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut prompt = Prompt::new(Purpose::Find, "");
        prompt.paste(&Clean::new("two\nlines"));
        assert_eq!(prompt.text(), "two lines");
    }
}
