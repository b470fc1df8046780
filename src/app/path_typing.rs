//! Completes typed paths: of a folder to add, a file to import, a place to export to.

use super::ctx::Ctx;
use super::effect::Effect;
use super::event::PathCompletion;
use super::front::Front;
use super::prompt::{Prompt, Purpose};
use super::start::WayIn;
use crate::text::Clean;

/// What a typed path is to lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathGoal {
    /// A folder.
    Folder,
    /// A file or folder that is there.
    Existing,
    /// A file that will be written, or the folder for it.
    New,
}

/// Returns what the path that is typed in a prompt is to lead to; `None` if no path is typed.
#[must_use]
pub const fn path_goal(purpose: &Purpose) -> Option<PathGoal> {
    match purpose {
        Purpose::Begin(WayIn::Folder) => Some(PathGoal::Folder),
        Purpose::Begin(WayIn::Import) => Some(PathGoal::Existing),
        Purpose::Export(..) => Some(PathGoal::New),
        Purpose::Begin(WayIn::Address | WayIn::Welcome | WayIn::Feeds)
        | Purpose::Find
        | Purpose::Titles
        | Purpose::Entries
        | Purpose::Days
        | Purpose::Note
        | Purpose::BookmarkNote(_)
        | Purpose::Tags
        | Purpose::Speaker
        | Purpose::Search(_)
        | Purpose::Pipe
        | Purpose::SearchName
        | Purpose::Speakers => None,
    }
}

impl Ctx {
    /// Requests the completion of the typed path; returns `false` if no path is typed.
    pub(super) fn complete_path(&mut self) -> bool {
        let Some(prompt) = self.prompt() else {
            return false;
        };
        let Some(goal) = path_goal(prompt.purpose()) else {
            return false;
        };
        let typed = prompt.text().to_owned();
        self.send(Effect::CompletePath {
            typed,
            wants_folder: goal == PathGoal::Folder,
        });
        true
    }

    /// Takes in the completion of a path, unless something else is typed by now.
    pub(super) fn take_completion(&mut self, typed: &str, completion: &PathCompletion) {
        let prompt = self.front.as_mut().and_then(Front::prompt_mut);
        let matches =
            |prompt: &&mut Prompt| path_goal(prompt.purpose()).is_some() && prompt.text() == typed;
        let Some(prompt) = prompt.filter(matches) else {
            return;
        };
        prompt.set_text(&completion.completed);
        prompt.set_candidates(describe_candidates(completion));
    }
}

fn describe_candidates(completion: &PathCompletion) -> String {
    let names: Vec<&str> = completion.candidates.iter().map(Clean::as_str).collect();
    match names.as_slice() {
        [] => "no matches".to_owned(),
        [_] => String::new(),
        names => {
            let more = if completion.has_more { " …" } else { "" };
            format!("{}{more}", names.join("  "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;

    #[test]
    fn a_path_is_completed_unless_something_else_is_typed_by_then() {
        let mut ctx = Ctx::new(Settings::default());
        ctx.open_prompt(Purpose::Begin(WayIn::Folder), "~/Do");
        assert!(ctx.complete_path());
        let asked = Effect::CompletePath {
            typed: "~/Do".to_owned(),
            wants_folder: true,
        };
        assert_eq!(ctx.take_effects(), [asked]);
        let mut completion = PathCompletion {
            completed: "~/Documents/".to_owned(),
            candidates: vec![Clean::line("Documents/")],
            has_more: false,
        };
        ctx.take_completion("~/D", &completion);
        assert_eq!(ctx.prompt().unwrap().text(), "~/Do");
        ctx.take_completion("~/Do", &completion);
        assert_eq!(ctx.prompt().unwrap().text(), "~/Documents/");
        completion.candidates = vec![Clean::line("a/"), Clean::line("b/")];
        ctx.take_completion("~/Documents/", &completion);
        assert_eq!(ctx.prompt().unwrap().candidates(), "a/  b/");
    }

    #[test]
    fn only_a_path_is_completed() {
        let mut ctx = Ctx::new(Settings::default());
        ctx.open_prompt(Purpose::Begin(WayIn::Address), "pier.example");
        assert!(!ctx.complete_path());
    }
}
