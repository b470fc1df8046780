//! Completing the path that is typed: of a folder to add, a file to import, a place to export to.

use super::ctx::Ctx;
use super::effect::Effect;
use super::event::PathCompletion;
use super::front::Front;
use super::prompt::{Prompt, Purpose};
use super::start::WayIn;
use crate::text::Clean;

/// Returns whether a path that is typed is to be a folder; `None` if no path is typed.
const fn wants_folder(purpose: &Purpose) -> Option<bool> {
    match purpose {
        Purpose::Begin(WayIn::Folder) => Some(true),
        Purpose::Begin(WayIn::Import) | Purpose::Export(..) => Some(false),
        Purpose::Begin(WayIn::Address | WayIn::Welcome)
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
    /// Asks how the path that is typed goes on; returns `false` if none is.
    pub(super) fn complete_path(&mut self) -> bool {
        let Some(prompt) = self.prompt() else {
            return false;
        };
        let Some(only_folders) = wants_folder(prompt.purpose()) else {
            return false;
        };
        let typed = prompt.text().to_owned();
        self.send(Effect::CompletePath {
            typed,
            only_folders,
        });
        true
    }

    /// Takes in how a path goes on, unless something else is typed by now.
    pub(super) fn take_completion(&mut self, typed: &str, completion: &PathCompletion) {
        let prompt = self.front.as_mut().and_then(Front::prompt_mut);
        let is_meant = |prompt: &&mut Prompt| {
            wants_folder(prompt.purpose()).is_some() && prompt.text() == typed
        };
        let Some(prompt) = prompt.filter(is_meant) else {
            return;
        };
        prompt.set_text(&completion.completed);
        prompt.set_offers(describe_offers(completion));
    }
}

fn describe_offers(completion: &PathCompletion) -> String {
    let names: Vec<&str> = completion.offers.iter().map(Clean::as_str).collect();
    match names.as_slice() {
        [] => "no such name".to_owned(),
        [_] => String::new(),
        names => {
            let more = if completion.is_more { " …" } else { "" };
            format!("{}{more}", names.join("  "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;

    #[test]
    fn a_path_goes_on_unless_something_else_is_typed_by_then() {
        let mut ctx = Ctx::new(Settings::default());
        ctx.open_prompt(Purpose::Begin(WayIn::Folder), "~/Do");
        assert!(ctx.complete_path());
        let asked = Effect::CompletePath {
            typed: "~/Do".to_owned(),
            only_folders: true,
        };
        assert_eq!(ctx.take_effects(), [asked]);
        let mut completion = PathCompletion {
            completed: "~/Documents/".to_owned(),
            offers: vec![Clean::line("Documents/")],
            is_more: false,
        };
        ctx.take_completion("~/D", &completion);
        assert_eq!(ctx.prompt().unwrap().text(), "~/Do");
        ctx.take_completion("~/Do", &completion);
        assert_eq!(ctx.prompt().unwrap().text(), "~/Documents/");
        completion.offers = vec![Clean::line("a/"), Clean::line("b/")];
        ctx.take_completion("~/Documents/", &completion);
        assert_eq!(ctx.prompt().unwrap().offers(), "a/  b/");
    }

    #[test]
    fn only_a_path_is_completed() {
        let mut ctx = Ctx::new(Settings::default());
        ctx.open_prompt(Purpose::Begin(WayIn::Address), "pier.example");
        assert!(!ctx.complete_path());
    }
}
