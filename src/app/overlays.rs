//! Overlays: what stands in them, and what choosing an entry does.

use crate::article::Quote;
use crate::cite::Form;
use crate::input::{Action, Context, Group as ActionGroup};
use crate::library::listing::SortKey;
use crate::loader::Problem;

use super::App;
use super::effect::{CatalogueRequest, Effect};
use super::list::Group;
use super::menu::Entry;
use super::notice::Notice;
use super::overlay::{Choice, Overlay, OverlayKind};
use super::prompt::{Prompt, Purpose};

impl App {
    /// Does an action in the open overlay; says whether it meant something there.
    pub(super) fn act_in_overlay(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let height = isize::try_from(self.screen.height.saturating_sub(6).max(1)).unwrap_or(1);
        let Some(overlay) = &mut self.overlay else {
            return false;
        };
        match action {
            Action::MoveDown => overlay.menu.move_by(times),
            Action::MoveUp => overlay.menu.move_by(-times),
            Action::Top => overlay.menu.move_by(isize::MIN),
            Action::Bottom => overlay.menu.move_by(isize::MAX),
            Action::HalfPageDown => overlay.menu.move_by(height / 2),
            Action::HalfPageUp => overlay.menu.move_by(-height / 2),
            Action::PageDown | Action::PageDownOrNext => overlay.menu.move_by(height),
            Action::PageUp => overlay.menu.move_by(-height),
            Action::Open | Action::FocusRight | Action::SwitchSearch => self.choose_selected(),
            Action::Find | Action::Filter => self.prompt_find(),
            Action::StepOut | Action::Quit | Action::Cancel | Action::FocusLeft => {
                self.step_out_of_overlay();
            }
            Action::Bookmark if overlay.kind == OverlayKind::Bookmarks => {
                self.remove_selected_bookmark();
            }
            Action::Remove => self.remove_selected(),
            Action::Redraw | Action::Suspend => return false,
            _ => self.close_if_again(action),
        }
        true
    }

    /// Asks for what an overlay shows, which opens when the answer comes.
    pub(super) fn ask_for(&mut self, kind: OverlayKind, effect: Effect) {
        self.awaiting_overlay = Some((kind, self.shown));
        self.send(effect);
    }

    /// Takes in what an overlay shows: renews it where it is open, and opens it where it is waited for.
    ///
    /// A late answer stands in the way of nothing that was opened since.
    pub(super) fn show_answer(&mut self, kind: OverlayKind, entries: Vec<Entry>) {
        let awaited = self
            .awaiting_overlay
            .take_if(|(awaited, _)| *awaited == kind);
        match &mut self.overlay {
            Some(overlay) if overlay.kind == kind => overlay.menu.set_entries(entries),
            None if self.prompt.is_none() && awaited == Some((kind, self.shown)) => {
                self.show(kind, entries);
            }
            _ => {}
        }
    }

    pub(super) fn show(&mut self, kind: OverlayKind, entries: Vec<Entry>) {
        self.awaiting_overlay = None;
        self.overlay = Some(Overlay::new(kind, entries));
        if kind.starts_with_filter() {
            self.prompt = Some(Prompt::new(Purpose::Entries, ""));
        }
    }

    pub(super) fn show_help(&mut self) {
        let mut entries = Vec::new();
        for group in ActionGroup::ALL {
            let actions = Action::ALL.iter().filter(|action| action.group() == *group);
            let lines: Vec<Entry> = actions
                .filter_map(|action| self.help_line(*action))
                .collect();
            if !lines.is_empty() {
                entries.push(Entry::heading(group.title()));
                entries.extend(lines);
            }
        }
        self.show(OverlayKind::Help, entries);
    }

    pub(super) fn show_palette(&mut self) {
        let entry = |action: &Action| {
            let keys = self.keys_text(*action);
            Entry::row(action.help(), &format!("{}  {keys}", action.name()))
                .choosing(Choice::Run(*action))
        };
        let entries = Action::ALL.iter().map(entry).collect();
        self.show(OverlayKind::Palette, entries);
    }

    pub(super) fn show_problems(&mut self, problems: &[Problem]) {
        let entries = problems
            .iter()
            .map(|problem| Entry::row(&problem.to_string(), ""))
            .collect();
        self.show_answer(OverlayKind::Problems, entries);
    }

    /// Asks for what the open overlay shows of the catalogue, after that changed.
    pub(super) fn renew_overlay(&mut self) {
        let kind = self.overlay.as_ref().map(|overlay| overlay.kind);
        if kind == Some(OverlayKind::Problems) {
            self.send(Effect::Catalogue(CatalogueRequest::Problems));
        }
    }

    pub(super) fn show_sort(&mut self) {
        let sort = self.list.listing().sort;
        let mut entries = vec![Entry::heading(
            "Sort by; the same again turns the order around",
        )];
        entries.extend(SortKey::ALL.into_iter().map(|key| {
            let order = match (sort.key == key, sort.is_descending) {
                (false, _) => "",
                (true, true) => "descending",
                (true, false) => "ascending",
            };
            Entry::row(key.name(), order)
                .choosing(Choice::Sort(key))
                .on_if(sort.key == key)
        }));
        entries.push(Entry::heading("Group by"));
        for (group, name) in [(Group::Source, "source"), (Group::Day, "day")] {
            let is_on = self.list.group() == Some(group);
            entries.push(
                Entry::row(name, "")
                    .choosing(Choice::Group(group))
                    .on_if(is_on),
            );
        }
        self.show(OverlayKind::Sort, entries);
    }

    pub(super) fn show_why(&mut self) {
        let Some((article, quote)) = self
            .reading
            .as_ref()
            .and_then(|reading| Some((reading.article()?, reading.selected_quote()?)))
        else {
            self.notice = Some(Notice::warning("Select a quote first, with ']' or '['"));
            return;
        };
        let entries = why_entries(quote, |range| article.words(range).to_owned());
        self.show(OverlayKind::Why, entries);
    }

    pub(super) fn show_voices(&mut self) {
        let Some(reading) = &self.reading else { return };
        let entries = voices(reading.quotes());
        self.show(OverlayKind::Voices, entries);
    }

    pub(super) fn show_copy_forms(&mut self) {
        let entry = |form: Form| Entry::row(form.name(), form.help()).choosing(Choice::Copy(form));
        let heading = Entry::heading(if self.cited_quote().is_some() {
            "The quote"
        } else {
            "The story"
        });
        let entries = std::iter::once(heading).chain(Form::ALL.into_iter().map(entry));
        self.show(OverlayKind::CopyAs, entries.collect());
    }

    /// Does what the selected entry is for.
    pub(super) fn choose_selected(&mut self) {
        let Some(overlay) = &self.overlay else { return };
        let Some(choice) = overlay
            .menu
            .selected()
            .and_then(|entry| entry.choice.clone())
        else {
            return;
        };
        if !matches!(choice, Choice::Filter(_)) {
            self.overlay = None;
        }
        match choice {
            Choice::Run(action) => self.act(action, None),
            Choice::Sort(key) => {
                let effect = self.list.set_sort(key);
                self.send(effect);
            }
            Choice::Group(group) => {
                let effect = self.list.set_group(group);
                self.send(effect);
            }
            Choice::Filter(choice) => self.change_filter(choice),
            Choice::Quote(number) => self.select_quote(number),
            Choice::Copy(form) => self.copy_as(form),
            Choice::Export(_) | Choice::ExportAs(..) => self.export_choice(choice),
            Choice::Search(query) => self.search_for(query.scope, &query.text),
            Choice::Bookmark(_)
            | Choice::Speaker(_)
            | Choice::OtherSpeaker
            | Choice::NotAQuote
            | Choice::AsFound => {
                self.keep_choice(choice);
            }
        }
    }

    fn step_out_of_overlay(&mut self) {
        let Some(overlay) = &mut self.overlay else {
            return;
        };
        if overlay.menu.filter().is_empty() || overlay.kind.starts_with_filter() {
            self.overlay = None;
        } else {
            overlay.menu.set_filter("");
        }
    }

    /// Closes the overlay when its own key is pressed again.
    fn close_if_again(&mut self, action: Action) {
        let own = self.overlay.as_ref().map(|overlay| match overlay.kind {
            OverlayKind::Help => Action::Help,
            OverlayKind::Palette => Action::Palette,
            OverlayKind::Problems => Action::Problems,
            OverlayKind::Bookmarks => Action::ShowBookmarks,
            OverlayKind::Sort => Action::Sort,
            OverlayKind::Filter => Action::Filter,
            OverlayKind::Why => Action::Why,
            OverlayKind::Correct => Action::Correct,
            OverlayKind::CopyAs => Action::CopyAs,
            OverlayKind::Voices => Action::Voices,
            OverlayKind::Export | OverlayKind::ExportAs => Action::Export,
        });
        if own == Some(action) {
            self.overlay = None;
        }
    }

    fn help_line(&self, action: Action) -> Option<Entry> {
        let keys = self.keys_text(action);
        (!keys.is_empty()).then(|| Entry::row(&keys, action.help()).choosing(Choice::Run(action)))
    }

    /// Returns the keys of an action, in whatever context it has some.
    fn keys_text(&self, action: Action) -> String {
        let keymap = self.keymap();
        let mut seen = Vec::new();
        for context in Context::ALL
            .iter()
            .filter(|context| **context != Context::Prompt)
        {
            let keys = keymap
                .keys_of(*context, action)
                .into_iter()
                .map(|keys| keys.to_string());
            for keys in keys {
                if !seen.contains(&keys) {
                    seen.push(keys);
                }
            }
        }
        seen.join(", ")
    }
}

fn why_entries(quote: &Quote, words: impl Fn(crate::article::TextRange) -> String) -> Vec<Entry> {
    let mut entries = Vec::new();
    match &quote.speaker {
        Some(speaker) => {
            entries.push(Entry::row("speaker", &speaker.name));
            entries.extend(speaker.role.as_ref().map(|role| Entry::row("role", role)));
            entries.push(Entry::row("mention", &words(speaker.mention)));
        }
        None => entries.push(Entry::row("speaker", "none is named in the text")),
    }
    entries.extend(quote.cue.map(|cue| Entry::row("cue", &words(cue))));
    entries.push(Entry::row("kind", quote.kind.name()));
    entries.extend(
        quote
            .runner_up
            .as_ref()
            .map(|other| Entry::row("runner-up", &other.name)),
    );
    let sure = if quote.confidence.is_sure() {
        "sure"
    } else {
        "unsure"
    };
    let confidence = format!("{} of 100, {sure}", quote.confidence.hundredths());
    entries.push(Entry::row("confidence", &confidence));
    entries.extend(
        quote
            .reasons
            .iter()
            .map(|reason| Entry::row("because", &reason.0)),
    );
    entries
}

/// Returns a line a speaker, the one with most words first.
fn voices(quotes: &[Quote]) -> Vec<Entry> {
    let mut voices: Vec<(&str, usize, usize, usize)> = Vec::new();
    for (number, quote) in quotes.iter().enumerate() {
        let name = quote
            .speaker
            .as_ref()
            .map_or("nobody named", |speaker| speaker.name.as_str());
        let bytes: usize = quote.fragments.iter().map(|fragment| fragment.len()).sum();
        match voices.iter_mut().find(|voice| voice.0 == name) {
            Some(voice) => {
                voice.1 += 1;
                voice.2 += bytes;
            }
            None => voices.push((name, 1, bytes, number)),
        }
    }
    voices.sort_by_key(|voice| std::cmp::Reverse(voice.2));
    let all: usize = voices.iter().map(|voice| voice.2).sum::<usize>().max(1);
    let line = |(name, count, bytes, first): (&str, usize, usize, usize)| {
        let quotes = if count == 1 { "quote" } else { "quotes" };
        let share = format!(
            "{count} {quotes}, {} % of the quoted words",
            bytes * 100 / all
        );
        Entry::row(name, &share).choosing(Choice::Quote(first))
    };
    voices.into_iter().map(line).collect()
}
