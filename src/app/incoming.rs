//! Takes in what happened outside: answers of the services, changed settings, how far a scan is.

use super::event::{ArticleEvent, CatalogueEvent, ScanProgress, SearchEvent};
use super::notice::{NoticeWeight, StatusNotice};
use super::overlay::OverlayKind;
use super::settings::{ReaderExperience, Settings};
use super::{App, PendingKeys, entries};
use crate::input::Action;
use crate::text::number::{format_count, format_number};

impl App {
    /// Does what waited for the quotes of an article, once they are there.
    fn run_awaited_action(&mut self) {
        let Some(awaited) = self.screens.take_awaited_action(&self.panes) else {
            return;
        };
        let reading = self.panes.reading.as_ref();
        let selected = reading.and_then(|reading| Some(reading.selected_quote()?.id));
        if awaited.quote.is_some() && awaited.quote != selected {
            // The file has changed since it was indexed.
            let text = "The quote is no longer in this article";
            self.ctx.notice = Some(StatusNotice::warning(text));
            return;
        }
        // Not through the screen, on which something else may be selected by now.
        self.ctx.count = None;
        self.act_in_program(awaited.action);
    }

    pub(super) fn take_catalogue_event(&mut self, event: CatalogueEvent) {
        match event {
            CatalogueEvent::Page { listing, page } => {
                if self.panes.take_page(&listing, page, &mut self.ctx) {
                    self.screens.show_panes(&mut self.ctx);
                }
                self.open_only_story();
            }
            CatalogueEvent::Sources { sources, tags } => self.take_sources(&sources, tags),
            CatalogueEvent::Problems(problems) => {
                self.ctx
                    .take_entries(OverlayKind::Problems, entries::problem_entries(&problems));
            }
            CatalogueEvent::Unread(number) => {
                if self.panes.take_unread(number, &mut self.ctx) {
                    self.screens.show_panes(&mut self.ctx);
                }
            }
            CatalogueEvent::UnreadCounts { listing, counts } => match counts {
                Some(counts) => self.panes.list.take_unread(&listing, counts),
                None => self.panes.list.miss_unread(),
            },
            CatalogueEvent::Rows(rows) => {
                let (screens, panes) = (&mut self.screens, &mut self.panes);
                screens.open_awaited_quote(&rows, panes, &mut self.ctx);
                if let Some(search) = screens.search_mut() {
                    search.results.take_rows(rows);
                }
                screens.open_awaited_hit(panes, &mut self.ctx);
                screens.open_entered_hit(panes, &mut self.ctx);
                self.run_awaited_action();
            }
            CatalogueEvent::Changed => self.take_catalogue_change(),
        }
    }

    /// Opens the story of a file that was named alone, once it is read.
    fn open_only_story(&mut self) {
        if self.ctx.settings.opens_only_story && self.panes.list.total() == 1 {
            self.ctx.settings.opens_only_story = false;
            self.act(Action::Open, None);
        }
    }

    pub(super) fn take_article_event(&mut self, event: ArticleEvent) {
        match event {
            ArticleEvent::Opened { ticket, article } => self.panes.take_article(ticket, article),
            ArticleEvent::Quoted { ticket, quotes } => {
                if self.panes.take_quotes(ticket, quotes) {
                    self.run_awaited_action();
                }
            }
            ArticleEvent::Repeated { ticket, repeats } => self.panes.take_repeats(ticket, repeats),
            ArticleEvent::NotOpened { ticket, problem } => self.panes.take_problem(ticket, problem),
        }
    }

    pub(super) fn take_search_event(&mut self, event: SearchEvent) {
        let (screens, ctx) = (&mut self.screens, &mut self.ctx);
        match event {
            SearchEvent::Found { ticket, found } => {
                if let Some(search) = screens.search_mut() {
                    search.take_found(ticket, *found);
                    screens.see_saved_search(ctx);
                    screens.take_entered_hits(&mut self.panes, ctx);
                }
            }
            SearchEvent::NotFound { ticket, fault } => {
                if let Some(search) = screens.search_mut() {
                    search.take_fault(ticket, fault);
                    screens.take_entered_hits(&mut self.panes, ctx);
                }
            }
            SearchEvent::Passages { ticket, passages } => {
                if let Some(search) = screens.search_mut() {
                    search.take_passages(ticket, passages);
                }
            }
            SearchEvent::Counts {
                ticket,
                key,
                counts,
            } => {
                if let Some(search) = screens.shown_search() {
                    search.take_counts(ticket, key, &counts, ctx);
                }
            }
            SearchEvent::Speakers { ticket, quoted } => {
                if let Some(speakers) = screens.speakers_mut() {
                    speakers.take_speakers(ticket, *quoted);
                }
            }
            SearchEvent::Person { ticket, answer } => screens.take_person(ticket, &answer),
            SearchEvent::Shares(shares) => {
                let entries = entries::shares::list_entries(&shares);
                ctx.take_entries(OverlayKind::Shares, entries);
            }
            SearchEvent::Suggestions { names, suggestions } => {
                let entries = entries::people::same_person_entries(&names, &suggestions);
                ctx.take_entries(OverlayKind::SamePerson, entries);
            }
            SearchEvent::NewHits(counts) => screens.take_new_hits(counts, ctx),
        }
    }

    /// Takes in how far the scan is; an index that could not be searched may be there again.
    pub(super) fn take_progress(&mut self, progress: ScanProgress) {
        if progress.is_finished || progress.fault.is_some() {
            let reload = self.panes.list.release_page();
            self.ctx.send_all(reload);
        }
        if progress.is_finished {
            self.session.note_articles(&mut self.ctx);
            let emptiness = progress.emptiness.as_ref();
            self.screens.follow_emptiness(emptiness, &self.ctx);
        }
        if progress.is_finished {
            // What was found is told after this, in its place.
            if std::mem::take(&mut self.ctx.is_scan_requested) {
                let notice = self.describe_scan(progress.unseen);
                StatusNotice::show_unless_hidden(&mut self.ctx.notice, notice);
            }
            let announced = progress.unseen + progress.announced;
            self.announce_problems(progress.problems.saturating_sub(announced));
        }
        self.ctx.progress = progress;
        if let Some(search) = self.screens.search().filter(|search| search.has_failed()) {
            search.request_hits_again(&mut self.ctx);
        }
    }

    /// Returns the notice for a requested scan, given how many folders and links could not be read.
    fn describe_scan(&self, unseen: usize) -> StatusNotice {
        let what = match unseen {
            0 => return StatusNotice::quiet("Nothing new in the folders"),
            1 => "A folder or link".to_owned(),
            _ => format!("{} folders or links", format_number(unseen)),
        };
        let key = self.keymap().shortest_key(self.context(), Action::Problems);
        let key = key.map(|key| format!("; '{key}' says why"));
        let text = format!("{what} could not be read{}", key.unwrap_or_default());
        StatusNotice::warning(&text)
    }

    /// Announces problems of loading, and how to see them, unless as many were announced before; many leave the article
    /// readable, such as entries of a feed that are only previews.
    fn announce_problems(&mut self, count: usize) {
        let told = std::mem::replace(&mut self.ctx.announced_problems, count);
        if count <= told {
            return;
        }
        let problems = format_count(count, "problem");
        let key = self.keymap().shortest_key(self.context(), Action::Problems);
        let key = key.map(|key| format!("; '{key}' lists them"));
        let text = format!("{problems} while loading{}", key.unwrap_or_default());
        StatusNotice::show_unless_hidden(&mut self.ctx.notice, StatusNotice::warning(&text));
    }

    /// Takes in changed settings; what is shown and what was changed while reading stay.
    pub(super) fn take_settings(&mut self, new: Settings) {
        if self.panes.measure == self.ctx.settings.measure {
            self.panes.measure = new.measure;
        }
        let old = std::mem::take(&mut self.ctx.settings);
        self.ctx.settings = Settings {
            listing: old.listing,
            group: old.group,
            remembers_session: old.remembers_session,
            opens_only_story: old.opens_only_story,
            is_empty: old.is_empty,
            experience: match old.experience {
                ReaderExperience::New => old.experience,
                ReaderExperience::Returning => new.experience,
            },
            scope: old.scope,
            today: old.today,
            ..new
        };
        self.keys = PendingKeys::default();
        self.theme = None;
        let notice = StatusNotice::quiet("The changed config is in use");
        // The error of a config that was changed before is over.
        let is_error = |shown: &StatusNotice| shown.weight == NoticeWeight::Error;
        if self.ctx.notice.as_ref().is_some_and(is_error) {
            self.ctx.notice = None;
        }
        StatusNotice::show_unless_hidden(&mut self.ctx.notice, notice);
    }

    /// Takes in that the catalogue changed: the list and the hits may be old.
    fn take_catalogue_change(&mut self) {
        let reload = self.panes.list.reload();
        self.ctx.send(reload);
        self.update_overlay();
        self.panes.retry_article(&mut self.ctx);
        self.screens.request_people(&mut self.ctx);
        if let Some(search) = self.screens.search_mut() {
            search.results.forget_rows();
            search.request_hits_again(&mut self.ctx);
        }
    }
}
