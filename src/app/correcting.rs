//! Corrections of the selected quote: whose words it is, or that it is no quote.

use crate::library::state::{BookmarkTarget, Correction, StateChange};
use crate::text::Clean;

use super::App;
use super::menu::Entry;
use super::notice::Notice;
use super::overlay::{Choice, OverlayKind};

impl App {
    pub(super) fn show_people(&mut self) {
        let Some(reading) = self
            .reading
            .as_ref()
            .filter(|reading| reading.selected_quote().is_some())
        else {
            self.notice = Some(Notice::warning("Select a quote first, with ']' or '['"));
            return;
        };
        let mut entries: Vec<Entry> = reading
            .people()
            .into_iter()
            .map(|person| {
                let choice = Choice::Speaker(Clean::line(&person.name));
                Entry::row(&person.name, person.role.as_deref().unwrap_or_default())
                    .choosing(choice)
            })
            .collect();
        entries.push(Entry::row("someone else …", "type the name").choosing(Choice::OtherSpeaker));
        entries.push(Entry::row("not a quote", "nobody's words").choosing(Choice::NotAQuote));
        if reading.correction_of_selected().is_some() {
            entries
                .push(Entry::row("as found", "take the correction back").choosing(Choice::AsFound));
        }
        self.show(OverlayKind::Correct, entries);
    }

    pub(super) fn correct(&mut self, correction: Correction) {
        let Some(BookmarkTarget {
            article,
            quote: Some(quote),
        }) = self.quote_target()
        else {
            return;
        };
        self.save(StateChange::Correct {
            article,
            quote,
            correction,
        });
    }

    pub(super) fn uncorrect(&mut self) {
        let Some(reading) = &self.reading else { return };
        let article = reading.row().id;
        if let Some(corrected) = reading.correction_of_selected() {
            let quote = corrected.quote.quote_key();
            self.save(StateChange::Uncorrect { article, quote });
        }
    }
}
