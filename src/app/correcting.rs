//! Correcting whose words quotes are: one quote, its speaker's others, those of a search, and the next unsure one.

use super::ctx::Ctx;
use super::effect::{CatalogueRequest, CorrectionRequest, Effect, QuotesToCorrect};
use super::entries::quotes;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Panes;
use super::reading::ReadingPane;
use super::screen::Screens;
use super::search::SearchScreen;
use crate::article::Quote;
use crate::library::corrections::targets::kept_before;
use crate::library::state::{Correction, QuoteCorrection, StateChange, TargetKey};
use crate::search::hits::SearchScope;
use crate::text::Clean;
use crate::text::number::format_count;

/// Which quotes a correction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionReach {
    /// The selected quote.
    Quote,
    /// All quotes of the same speaker in the story.
    Story,
    /// The chosen hits.
    ChosenHits,
    /// All hits of the search with the same speaker.
    Hits,
    /// All quotes of the same speaker in the chosen stories.
    ChosenStories,
}

/// The reaches that a correction can have, and the one that it has.
#[derive(Debug, Default)]
pub(super) struct CorrectionReaches {
    /// Each with its description; the first one is the default.
    options: Vec<(CorrectionReach, String)>,
    chosen: usize,
}

impl CorrectionReaches {
    fn chosen(&self) -> CorrectionReach {
        let option = self.options.get(self.chosen);
        option.map_or(CorrectionReach::Quote, |(reach, _)| *reach)
    }

    /// Goes on to the next reach, after the last one to the first.
    pub(super) fn switch(&mut self) {
        self.chosen = (self.chosen + 1) % self.options.len().max(1);
    }

    /// Returns the line that says which quotes are corrected; `None` if there is no choice.
    pub(super) fn describe(&self, switch: Option<String>) -> Option<String> {
        let switch = switch.map_or_else(String::new, |key| format!("{key}: "));
        match (self.options.as_slice(), self.chosen) {
            ([(CorrectionReach::ChosenHits, chosen)], _) => Some(format!("[x] {chosen}")),
            ([] | [_], _) => None,
            ([_, (_, next), ..], 0) => Some(format!("[ ] {switch}{next}")),
            (options, chosen) => {
                let (_, name) = options.get(chosen)?;
                Some(format!("[x] {switch}{name}"))
            }
        }
    }
}

impl Screens {
    pub(super) fn show_corrections(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        if panes.is_highlighting() {
            self.ask_passage_speaker(panes, ctx);
            return;
        }
        let has_quote = |reading: &&ReadingPane| reading.selected_quote().is_some();
        let Some(reading) = panes.reading.as_ref().filter(has_quote) else {
            ctx.notice = Some(StatusNotice::no_quote(&ctx.settings.keymap));
            return;
        };
        let entries = quotes::correction_entries(reading);
        ctx.reaches = CorrectionReaches {
            options: self.list_reaches(panes),
            chosen: 0,
        };
        ctx.open_overlay(OverlayKind::Correct, entries);
    }

    /// Asks who said the passage; of one that is a quote, as always.
    fn ask_passage_speaker(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(reading) = &mut panes.reading else {
            return;
        };
        if let Some(number) = reading.highlighted_quote() {
            reading.end_highlight();
            reading.select_quote(number);
            self.show_corrections(panes, ctx);
            return;
        }
        let entries = quotes::passage_entries(reading);
        ctx.reaches = CorrectionReaches::default();
        ctx.open_overlay(OverlayKind::Correct, entries);
    }

    pub(super) fn submit_speaker(&mut self, typed: &str, panes: &mut Panes, ctx: &mut Ctx) {
        let name = Clean::line(typed.trim());
        if !name.is_empty() {
            self.correct_quotes(&Correction::Speaker(name), panes, ctx);
        }
    }

    /// Makes a correction of the quotes it is for.
    pub(super) fn correct_quotes(
        &mut self,
        correction: &Correction,
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) {
        if panes.say_passage(correction, ctx) {
            return;
        }
        let speaker = panes.selected_speaker();
        let quotes = match (ctx.reaches.chosen(), speaker) {
            (CorrectionReach::ChosenHits, _) => self.chosen_hits(),
            (CorrectionReach::Hits, Some(speaker)) => self.hits_of(speaker, ctx),
            (CorrectionReach::ChosenStories, Some(speaker)) => Some(QuotesToCorrect::Stories {
                stories: panes.chosen_stories(),
                speaker,
            }),
            (CorrectionReach::Story, speaker) => {
                let is_meant = |quote: &Quote| is_said_by(quote, speaker.as_ref());
                panes.correct_here(correction, is_meant, ctx);
                return;
            }
            (
                CorrectionReach::Quote | CorrectionReach::Hits | CorrectionReach::ChosenStories,
                _,
            ) => {
                panes.correct_here(correction, |_| false, ctx);
                return;
            }
        };
        if let Some(quotes) = quotes {
            self.request_corrections(quotes, correction, ctx);
        }
    }

    /// Goes to the next quote whose speaker is unsure: in the results of a search, else in the open article.
    pub(super) fn go_to_next_unsure(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        if self.select_unsure_hit(panes, ctx) {
            return;
        }
        let is_found = self.shows_panes()
            && panes
                .reading
                .as_mut()
                .is_some_and(ReadingPane::go_to_next_unsure);
        if !is_found {
            ctx.notice = Some(StatusNotice::quiet("No more unsure quotes here"));
        }
    }

    /// Selects the next unsure hit, and opens it if an article of the search is open; returns `false` if there is none.
    fn select_unsure_hit(&mut self, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        let shows_panes = self.shows_panes();
        let open = panes.reading.as_ref().filter(|_| shows_panes);
        // A corrected hit may have left the results: then the selected one is the next already.
        let is_left = open.is_some_and(|reading| !self.is_selected_hit(reading));
        let Some(search) = self.search_mut() else {
            return false;
        };
        if !search.results.select_next_unsure(is_left) {
            return false;
        }
        if shows_panes && !self.enter_hit(panes, ctx) {
            // Rows are forgotten whenever the catalogue changes, and requested again only for what is seen.
            let unknown = self
                .search_mut()
                .map(|search| search.results.request_rows());
            self.awaited.hit = true;
            ctx.send(Effect::Catalogue(CatalogueRequest::Rows(
                unknown.unwrap_or_default(),
            )));
        }
        true
    }

    /// Opens the selected hit after the row of its article has come, if it waited for that.
    pub(super) fn open_awaited_hit(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        if std::mem::take(&mut self.awaited.hit) && self.shows_panes() {
            self.enter_hit(panes, ctx);
        }
    }

    /// Opens the selected hit in place of the open article; returns `false` if the row of its article is missing.
    fn enter_hit(&mut self, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        self.load_hit(panes, ctx) && panes.enter_article()
    }

    /// Returns `true` if the selected quote of the open article is the selected hit.
    fn is_selected_hit(&self, reading: &ReadingPane) -> bool {
        let hit = self.search().and_then(SearchScreen::selected_quote);
        let open = reading.selected_quote().map(|quote| quote.id);
        hit.is_some() && hit == open
    }

    fn request_corrections(
        &mut self,
        quotes: QuotesToCorrect,
        correction: &Correction,
        ctx: &mut Ctx,
    ) {
        if let Some(search) = self.search_mut() {
            search.results.clear_chosen();
        }
        let ticket = ctx.next_ticket();
        ctx.notice = Some(StatusNotice::quiet("Correcting …"));
        ctx.send(Effect::Corrections(Box::new(CorrectionRequest {
            ticket,
            quotes,
            correction: correction.clone(),
        })));
    }

    /// Returns which quotes a correction of the selected one can be for.
    fn list_reaches(&self, panes: &Panes) -> Vec<(CorrectionReach, String)> {
        let chosen = self
            .search()
            .map_or(0, |search| search.results.chosen().len());
        if chosen > 0 && !self.shows_panes() {
            let label = format!("the {}", format_count(chosen, "chosen quote"));
            return vec![(CorrectionReach::ChosenHits, label)];
        }
        let mut reaches = vec![(CorrectionReach::Quote, "this quote".to_owned())];
        let Some(speaker) = panes.selected_speaker() else {
            return reaches;
        };
        let name = speaker.as_str();
        let others = panes.count_others(&speaker);
        if others > 0 {
            let quotes = format_count(others, "other quote");
            let label = format!("{quotes} by {name} in this story too");
            reaches.push((CorrectionReach::Story, label));
        }
        if self.count_hits(&speaker) > 1 {
            let label = format!("all hits of the search by {name}");
            reaches.push((CorrectionReach::Hits, label));
        }
        let stories = panes.chosen_stories().len();
        if panes.list.has_chosen() && self.search().is_none() {
            let stories = format_count(stories, "chosen story");
            let label = format!("all quotes by {name} in {stories}");
            reaches.push((CorrectionReach::ChosenStories, label));
        }
        reaches
    }

    /// Counts the hits of a speaker that are there.
    fn count_hits(&self, speaker: &Clean) -> usize {
        let search = self.search();
        let quotes = search.filter(|search| search.scope() == SearchScope::Quotes);
        let hits = quotes
            .into_iter()
            .flat_map(|search| search.results.loaded_hits());
        hits.filter(|hit| hit.speaker.as_ref() == Some(speaker))
            .count()
    }

    fn chosen_hits(&self) -> Option<QuotesToCorrect> {
        let chosen = self.search()?.results.chosen_hits();
        Some(QuotesToCorrect::Hits(chosen))
    }

    fn hits_of(&self, speaker: Clean, ctx: &mut Ctx) -> Option<QuotesToCorrect> {
        let search = self.search()?;
        Some(QuotesToCorrect::Found {
            query: search.query().clone(),
            today: ctx.settings.today,
            speaker,
        })
    }
}

impl Panes {
    /// Makes a quote of the passage that is being selected; returns `false` if none is.
    fn say_passage(&mut self, correction: &Correction, ctx: &mut Ctx) -> bool {
        if !self.is_highlighting() {
            return false;
        }
        let reading = self.reading.as_ref();
        let passage = reading.and_then(|reading| {
            Some(QuoteCorrection {
                article: self.kept_story(reading.row()).article,
                quote: reading.kept_highlight()?,
                correction: correction.clone(),
            })
        });
        if let Some(passage) = passage {
            ctx.save(StateChange::Correct(vec![passage]));
        }
        self.end_highlight();
        true
    }

    pub(super) fn remove_correction(&self, ctx: &mut Ctx) {
        let Some(reading) = &self.reading else {
            return;
        };
        let article = reading.row().id;
        let corrected = reading
            .corrections_of_selected()
            .map(|corrected| TargetKey {
                article,
                quote: Some(corrected.quote.quote_key()),
            });
        let change = StateChange::Uncorrect(corrected.collect());
        ctx.save(change);
    }

    /// Corrects the selected quote and others of the open article.
    fn correct_here(
        &self,
        correction: &Correction,
        is_meant: impl Fn(&Quote) -> bool,
        ctx: &mut Ctx,
    ) {
        let Some(reading) = &self.reading else {
            return;
        };
        let (Some(article), Some(selected)) = (reading.article(), reading.selected_quote()) else {
            return;
        };
        let reference = self.kept_story(reading.row()).article;
        let quotes = reading.quotes().iter();
        let meant = quotes.filter(|quote| quote.id == selected.id || is_meant(quote));
        let corrections = meant.map(|quote| QuoteCorrection {
            article: reference.clone(),
            quote: kept_before(article, quote, reading.corrections()),
            correction: correction.clone(),
        });
        let change = StateChange::Correct(corrections.collect());
        ctx.save(change);
    }

    /// Returns the name of the selected quote's speaker.
    fn selected_speaker(&self) -> Option<Clean> {
        let quote = self.reading.as_ref()?.selected_quote()?;
        let speaker = quote.speaker.as_ref()?;
        Some(Clean::line(&speaker.name))
    }

    /// Counts the other quotes of a speaker in the open article.
    fn count_others(&self, speaker: &Clean) -> usize {
        let reading = self.reading.as_ref();
        let quotes = reading.map_or::<&[Quote], _>(&[], ReadingPane::quotes);
        let same = quotes
            .iter()
            .filter(|quote| is_said_by(quote, Some(speaker)));
        same.count().saturating_sub(1)
    }

    fn chosen_stories(&self) -> Vec<crate::library::listing::Location> {
        let rows = self.list.chosen_rows().into_iter();
        let open = self.reading.as_ref();
        let open = open.map(|reading| reading.row().location.clone());
        // The story of the selected quote is meant, chosen or not.
        let mut stories: Vec<_> = rows.map(|row| row.location).chain(open).collect();
        stories.sort();
        stories.dedup();
        stories
    }
}

/// Returns `true` if the only speaker of a quote, or all of them together, have this name.
fn is_said_by(quote: &Quote, name: Option<&Clean>) -> bool {
    let speaker = quote.speaker.as_ref();
    speaker.is_some_and(|speaker| name.is_some_and(|name| name.as_str() == speaker.name))
}
