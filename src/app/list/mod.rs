//! The list pane: a window of rows over a listing of any length.
//!
//! - `rows`: where each row is on the screen; `unread`: how many are unread
//! - `folding`: stories that are the same; `keeping`: the rows of the list before, until others are read

mod folding;
mod groups;
mod keeping;
mod rows;
mod unread;

use std::collections::BTreeMap;

use crate::article::ArticleId;
use crate::input::Action;
use crate::library::listing::{
    ArticleRow, Filter, GroupKey, LeadCounts, Listing, ListingLead, ListingPage, PageStart, SortKey,
};

pub use self::groups::RowGroup;
pub use self::rows::{LEAD, ListShape, RowForm, RowTitle, VisibleRow};
use self::rows::{LaidRow, WrappedTitles};
use self::unread::UnreadTally;
use super::ctx::{Ctx, Handled};
use super::effect::{CatalogueRequest, Effect};
use super::motion::{Motion, ScreenPlace};
use super::notice::StatusNotice;

/// How many rows are read at a time beyond what is seen, above and below.
const MARGIN: usize = 40;

/// The list pane.
///
/// The selection is an article; its row number is where it was last seen and changes with the listing.
#[derive(Debug, Default)]
pub struct ListPane {
    listing: Listing,
    window: ListingPage,
    selected: usize,
    followed: Option<ArticleId>,
    /// Whether the reader has done anything yet; before that the first row is selected, whichever it is.
    is_held: bool,
    top: usize,
    shape: ListShape,
    titles: WrappedTitles,
    laid: Vec<LaidRow>,
    group: Option<RowGroup>,
    unread: UnreadTally,
    /// The rows that are chosen, each with its number when it was chosen: most are not in the window.
    chosen: BTreeMap<ArticleId, (usize, ArticleRow)>,
    /// What the list begins with while it shows everything by day.
    lead: ListingLead,
    /// The article that was selected before titles were searched.
    before_titles: Option<ArticleId>,
    /// From where missing rows were requested last. They are not requested again until something else changes: an
    /// answer without them, or none, would otherwise be followed by the same request forever.
    requested: Option<PageStart>,
    /// Whether a page has come.
    is_begun: bool,
    /// Whether the rows are those of the list before, until as many are read.
    is_kept: bool,
}

impl ListPane {
    /// Makes a list that begins with `listing`, grouped as far as it is sorted so.
    #[must_use]
    pub fn new(listing: Listing, group: Option<RowGroup>, lead: ListingLead) -> Self {
        let mut list = Self {
            listing,
            group,
            lead,
            ..Self::default()
        };
        list.update_lead();
        list
    }

    /// Has the list begin with what was begun and what is new, where it is by day and shows everything.
    fn update_lead(&mut self) {
        let is_whole = self.listing.filter == Filter::default();
        let is_newest_first = self.listing.sort.is_descending;
        let is_led = is_whole && is_newest_first && self.group() == Some(RowGroup::Day);
        self.listing.lead = if is_led {
            self.lead.clone()
        } else {
            ListingLead::default()
        };
    }

    /// Returns `true` if a row is one of those that the list begins with, which are of several days.
    #[must_use]
    pub const fn is_in_lead(&self, number: usize) -> bool {
        number < self.window.lead.begun + self.window.lead.new
    }

    /// Returns the group that a row belongs to, by its number; `None` if the rows have no groups.
    #[must_use]
    pub fn group_at(&self, number: usize) -> Option<GroupKey> {
        let (group, row) = (self.group()?, self.row(number)?);
        let LeadCounts { begun, new } = self.window.lead;
        Some(if number < begun {
            GroupKey::Begun
        } else if number < begun + new {
            GroupKey::New
        } else {
            group.key_of(row)
        })
    }

    /// Returns what the list shows.
    #[must_use]
    pub const fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Returns how many articles the listing has, with those that are folded.
    #[must_use]
    pub const fn articles(&self) -> usize {
        self.window.articles
    }

    /// Returns how many rows the listing has.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.window.total
    }

    /// Returns the number of the selected row, from 0.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Returns the number of the first row seen.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }

    /// Returns what the rows are grouped by; `None` also while they are sorted by something else.
    #[must_use]
    pub fn group(&self) -> Option<RowGroup> {
        let is_ranked = !self.listing.filter.title.trim().is_empty();
        self.group
            .filter(|group| !is_ranked && self.listing.sort.key == group.sort_key())
    }

    /// Returns what was chosen to group by.
    #[must_use]
    pub const fn chosen_group(&self) -> Option<RowGroup> {
        self.group
    }

    /// Returns what a row takes on the screen.
    #[must_use]
    pub const fn form(&self) -> RowForm {
        self.shape.form
    }

    /// Returns the selected article.
    #[must_use]
    pub fn selected_row(&self) -> Option<&ArticleRow> {
        self.row(self.selected)
    }

    /// Returns the row with this number, if it has been read.
    #[must_use]
    pub fn row(&self, number: usize) -> Option<&ArticleRow> {
        self.window.rows.get(number.checked_sub(self.window.first)?)
    }

    /// Returns whether a row that has been read is this article's.
    #[must_use]
    pub fn has_row(&self, id: ArticleId) -> bool {
        self.window.rows.iter().any(|row| row.id == id)
    }

    /// Returns `true` if any row is chosen for the next action.
    #[must_use]
    pub fn has_chosen(&self) -> bool {
        !self.chosen.is_empty()
    }

    /// Returns how many rows are chosen.
    #[must_use]
    pub fn count_chosen(&self) -> usize {
        self.chosen.len()
    }

    /// Returns `true` if the row of an article is chosen.
    #[must_use]
    pub fn is_chosen(&self, article: ArticleId) -> bool {
        self.chosen.contains_key(&article)
    }

    /// Returns the chosen rows in the order of the list.
    #[must_use]
    pub fn chosen_rows(&self) -> Vec<ArticleRow> {
        let mut chosen: Vec<_> = self.chosen.values().collect();
        chosen.sort_by_key(|(number, _)| *number);
        chosen.into_iter().map(|(_, row)| row.clone()).collect()
    }

    /// Chooses the selected row for the next action, or no longer.
    pub fn toggle_chosen(&mut self) {
        if let Some(row) = self.selected_row().cloned()
            && self.chosen.remove(&row.id).is_none()
        {
            self.chosen.insert(row.id, (self.selected, row));
        }
    }

    /// Forgets which rows were chosen.
    pub fn clear_chosen(&mut self) {
        self.chosen.clear();
    }

    /// Does an action; pages are turned in the list only if it `is_alone`, else in the article beside it.
    pub(super) fn act(&mut self, action: Action, is_alone: bool, ctx: &mut Ctx) -> Handled {
        let page = self.page_rows();
        let missing = match Motion::from_action(action, ctx.repeat_count()) {
            Some(Motion::First | Motion::Last) if ctx.count.is_some() => {
                let number = ctx.count.unwrap_or_default();
                self.select(number.saturating_sub(1))
            }
            Some(Motion::Pages(_) | Motion::HalfPages(_)) if !is_alone => return Handled::No,
            Some(motion) => {
                let before = self.selected;
                let missing = self.move_by(motion.to_rows(page));
                let is_end = self.selected == before && self.total() > 0;
                if let (Motion::Rows(by), true) = (motion, is_end) {
                    ctx.notice = Some(StatusNotice::end_of("list", by > 0));
                }
                missing
            }
            None => match ScreenPlace::from_action(action) {
                Some((place, false)) => self.select_on_screen(place),
                Some((place, true)) => self.scroll_selection_to(place),
                None => return Handled::No,
            },
        };
        ctx.send_all(missing);
        Handled::Yes
    }

    /// Sets the size of the pane and how its rows are laid out.
    pub fn resize(&mut self, shape: ListShape) -> Option<Effect> {
        if shape == self.shape {
            return None;
        }
        self.shape = shape;
        self.titles.reset(self.window.rows.len());
        self.scroll_to_selection()
    }

    /// Moves the selection by rows, down when positive, and stays within the listing.
    pub fn move_by(&mut self, rows: isize) -> Option<Effect> {
        self.select(self.selected.saturating_add_signed(rows))
    }

    /// Moves the selection by rows, from the last row to the first and back.
    pub fn step_around(&mut self, rows: isize) -> Option<Effect> {
        let total = isize::try_from(self.total()).unwrap_or(isize::MAX).max(1);
        let selected = isize::try_from(self.selected).unwrap_or(0);
        let next = selected.saturating_add(rows).rem_euclid(total);
        self.select(next.unsigned_abs())
    }

    /// Selects the row with this number, or the last one.
    pub fn select(&mut self, number: usize) -> Option<Effect> {
        self.selected = number.min(self.total().saturating_sub(1));
        self.is_held = true;
        self.followed = self.selected_row().map(|row| row.id);
        self.scroll_to_selection()
    }

    /// Keeps the selection with its article from now on, whatever comes before it.
    pub fn pin_selection(&mut self) {
        self.is_held = true;
        self.followed = self.selected_row().map(|row| row.id).or(self.followed);
    }

    /// Shows another filter; the selection stays with its article where the filter lets it.
    pub fn set_filter(&mut self, filter: Filter) -> Option<Effect> {
        if filter == self.listing.filter {
            return None;
        }
        self.listing.filter = filter;
        Some(self.reload())
    }

    /// Remembers the selected article before titles are searched.
    pub fn begin_titles(&mut self) {
        self.before_titles = self.followed.or(self.selected_row().map(|row| row.id));
    }

    /// Shows the articles whose titles fit what is typed, the best fit selected.
    pub fn find_titles(&mut self, title: String) -> Option<Effect> {
        if title == self.listing.filter.title {
            return None;
        }
        self.listing.filter.title = title;
        (self.followed, self.selected, self.top) = (None, 0, 0);
        Some(self.reload())
    }

    /// Shows all titles again, with the article selected that was before.
    pub fn cancel_titles(&mut self) -> Effect {
        self.listing.filter.title.clear();
        self.followed = self.before_titles.take().or(self.followed);
        self.reload()
    }

    /// Sorts by another key, or turns the order around when it is the same key.
    pub fn set_sort(&mut self, key: SortKey) -> Effect {
        let sort = &mut self.listing.sort;
        sort.is_descending = if sort.key == key {
            !sort.is_descending
        } else {
            key.is_newest_first()
        };
        sort.key = key;
        self.reload()
    }

    /// Groups the rows, sorted so that a group is together; the same again ends it.
    pub fn set_group(&mut self, group: RowGroup) -> Effect {
        self.group = if self.group() == Some(group) {
            None
        } else {
            Some(group)
        };
        if let Some(group) = self.group {
            self.listing.sort.key = group.sort_key();
            self.listing.sort.is_descending = self.listing.sort.key.is_newest_first();
        }
        self.reload()
    }

    /// Requests the rows around the selected article again.
    #[must_use]
    pub fn reload(&mut self) -> Effect {
        self.update_lead();
        self.requested = None;
        let start = self.followed.map_or(PageStart::Row(0), PageStart::Article);
        self.page_request(start)
    }

    /// Asks for the rows around an article, to select it if the listing holds it.
    pub fn reveal(&mut self, id: ArticleId) -> Effect {
        self.is_held = true;
        self.followed = Some(id);
        self.reload()
    }

    /// Takes a page in; an answer to another listing is dropped.
    pub fn take_page(&mut self, listing: &Listing, page: ListingPage) -> Option<Effect> {
        if *listing != self.listing {
            return None;
        }
        if self.is_kept && page.total < self.total() {
            return None;
        }
        self.is_kept = false;
        self.is_begun = true;
        // At first, as much as fits of what is above the selection is shown, such as what is new.
        let before = if self.window.rows.is_empty() {
            usize::MAX
        } else {
            self.selected.saturating_sub(self.top)
        };
        if let Some((id, newest)) = page.folded_under
            && self.followed == Some(id)
        {
            self.followed = Some(newest);
        }
        self.window = page;
        self.titles.reset(self.window.rows.len());
        self.unread.mark_stale();
        let found = self
            .followed
            .and_then(|id| self.window.rows.iter().position(|row| row.id == id));
        match found {
            Some(index) => {
                self.selected = self.window.first + index;
                self.top = self.selected.saturating_sub(before);
            }
            // A list that is empty for a moment, as while the catalogue is rebuilt, comes back to the same article.
            None if self.total() > 0 && self.row(self.selected).is_none() => {
                self.followed = None;
            }
            None => {}
        }
        self.selected = self.selected.min(self.total().saturating_sub(1));
        let missing = self.scroll_to_selection();
        if self.is_held {
            self.pin_selection();
        }
        missing
    }

    /// Changes the shown rows of these articles in place, after a change of state was saved.
    pub fn update_rows(&mut self, ids: &[ArticleId], change: impl Fn(&mut ArticleRow)) {
        let chosen = self.chosen.values_mut().map(|(_, row)| row);
        for row in self.window.rows.iter_mut().chain(chosen) {
            if ids.contains(&row.id) {
                change(row);
            }
        }
        self.titles.reset(self.window.rows.len());
        self.unread.mark_stale();
    }

    /// Keeps the selection on the screen and asks for rows that are seen and were not read.
    fn scroll_to_selection(&mut self) -> Option<Effect> {
        let last_top = self.first_top_for(self.total().saturating_sub(1));
        let first_top = self.first_top_for(self.selected);
        self.top = self.top.min(last_top).max(first_top).min(self.selected);
        let is_read = self.lay_out();
        if self.total() == 0 || is_read {
            self.requested = None;
            return None;
        }
        // Some rows before and after are read as well, so that moving by one finds them there.
        let start = PageStart::Row(self.top.saturating_sub(MARGIN));
        if self.requested == Some(start) {
            return None;
        }
        self.requested = Some(start);
        Some(self.page_request(start))
    }

    fn page_request(&self, start: PageStart) -> Effect {
        let seen = self.shape.height.max(1);
        // The first frame waits for no row that it does not show.
        let rows = if self.is_begun {
            seen + 2 * MARGIN
        } else {
            seen
        };
        Effect::Catalogue(CatalogueRequest::Page {
            listing: self.listing.clone(),
            start,
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::listing::{Filter, Location, RowFold};
    use crate::text::Clean;

    fn row(number: usize) -> ArticleRow {
        ArticleRow {
            id: ArticleId::from_number(number as u128),
            location: Location {
                path: format!("{number}.txt").into(),
                entry: 0,
            },
            title: Clean::new(&format!("Story {number}")),
            source: Some(Clean::new(if number < 5 { "Gull" } else { "Tern" })),
            published: None,
            time: None,
            minutes: 1,
            quotes: 0,
            is_read: false,
            is_bookmarked: false,
            read_position: None,
            tags: Vec::new(),
            fold: RowFold::Alone,
        }
    }

    /// Answers an effect as a catalogue of `ids` would.
    fn answer(list: &mut ListPane, ids: &[usize], effect: Option<Effect>) {
        let mut effect = effect;
        while let Some(Effect::Catalogue(CatalogueRequest::Page {
            listing,
            start,
            rows,
        })) = effect
        {
            let first = match start {
                PageStart::Row(first) => first.min(ids.len()),
                PageStart::Article(id) => {
                    let index = ids
                        .iter()
                        .position(|number| row(*number).id == id)
                        .unwrap_or(0);
                    index.saturating_sub(rows / 2)
                }
            };
            let rows = ids
                .iter()
                .skip(first)
                .take(rows)
                .map(|number| row(*number))
                .collect();
            effect = list.take_page(
                &listing,
                ListingPage {
                    first,
                    total: ids.len(),
                    rows,
                    ..ListingPage::default()
                },
            );
        }
    }

    fn ungrouped() -> ListPane {
        ListPane {
            ..ListPane::new(Listing::default(), None, ListingLead::default())
        }
    }

    /// Returns the shape of a low pane, where a row is one line.
    fn titles(height: usize) -> ListShape {
        ListShape {
            width: 40,
            height,
            ..ListShape::default()
        }
    }

    fn list(ids: &[usize], height: usize) -> ListPane {
        let mut list = ungrouped();
        list.resize(titles(height));
        let effect = list.reload();
        answer(&mut list, ids, Some(effect));
        list
    }

    fn visible(list: &ListPane) -> Vec<usize> {
        list.visible_rows().map(|row| row.number).collect()
    }

    #[test]
    fn the_selection_stays_on_the_screen() {
        let ids: Vec<usize> = (0..1000).collect();
        let mut list = list(&ids, 10);
        for number in [5, 500, 999, 3, 0] {
            let effect = list.select(number);
            answer(&mut list, &ids, effect);
            assert!(visible(&list).contains(&number), "{number}");
            assert_eq!(list.selected_row().map(|row| row.id), Some(row(number).id));
        }
    }

    #[test]
    fn what_is_above_the_first_selection_is_shown_where_it_fits() {
        let ids: Vec<usize> = (0..40).collect();
        for (selected, first) in [(6, 0), (30, 21)] {
            let mut list = ungrouped();
            list.resize(titles(10));
            let effect = list.reveal(row(selected).id);
            answer(&mut list, &ids, Some(effect));
            assert_eq!((list.selected(), list.top()), (selected, first));
        }
    }

    #[test]
    fn moving_ends_at_the_last_row() {
        let ids: Vec<usize> = (0..20).collect();
        let mut list = list(&ids, 5);
        let effect = list.move_by(isize::MAX);
        answer(&mut list, &ids, effect);
        assert_eq!(list.selected(), 19);
        assert_eq!(visible(&list), [15, 16, 17, 18, 19]);
    }

    #[test]
    fn the_selection_follows_its_article_when_others_come_before_it() {
        let mut list = list(&[10, 11, 12, 13], 10);
        list.select(2);
        let effect = list.reload();
        answer(&mut list, &[1, 2, 3, 10, 11, 12, 13], Some(effect));
        assert_eq!(list.selected_row().map(|row| row.id), Some(row(12).id));
        assert_eq!(list.selected(), 5);
    }

    #[test]
    fn a_list_that_was_empty_for_a_moment_comes_back_to_the_selected_article() {
        let mut list = list(&[10, 11, 12, 13], 10);
        list.select(2);
        for ids in [&[][..], &[10, 11, 12, 13]] {
            let effect = list.reload();
            answer(&mut list, ids, Some(effect));
        }
        assert_eq!(list.selected_row().map(|row| row.id), Some(row(12).id));
    }

    #[test]
    fn the_first_row_is_selected_until_the_reader_does_something() {
        let mut list = list(&[5, 6, 7], 4);
        let effect = list.reload();
        answer(&mut list, &[1, 5, 6, 7], Some(effect));
        assert_eq!(list.selected_row().unwrap().id, row(1).id);
        list.pin_selection();
        let effect = list.reload();
        answer(&mut list, &[0, 1, 5, 6, 7], Some(effect));
        assert_eq!(list.selected_row().unwrap().id, row(1).id);
    }

    #[test]
    fn when_its_article_is_gone_the_selection_keeps_its_row() {
        let mut list = list(&[10, 11, 12, 13], 10);
        list.select(2);
        let effect = list.reload();
        answer(&mut list, &[10, 11, 13], Some(effect));
        assert_eq!(list.selected_row().map(|row| row.id), Some(row(13).id));
    }

    #[test]
    fn rows_that_an_answer_leaves_out_are_not_requested_again() {
        let mut list = ungrouped();
        list.resize(titles(10));
        let promised = ListingPage {
            first: 0,
            total: 100,
            ..ListingPage::default()
        };
        let listing = list.listing().clone();
        assert!(list.take_page(&listing, promised.clone()).is_some());
        assert_eq!(list.take_page(&listing, promised.clone()), None);
        assert_eq!(list.resize(titles(10)), None);
        assert!(list.select(90).is_some(), "other rows are");
        let _reload = list.reload();
        assert!(
            list.take_page(&listing, promised).is_some(),
            "and those of before, later"
        );
    }

    #[test]
    fn an_answer_to_another_listing_is_dropped() {
        let mut list = list(&[1, 2], 10);
        let other = Listing {
            filter: Filter {
                is_unread: true,
                ..Filter::default()
            },
            ..Listing::default()
        };
        list.take_page(&other, ListingPage::default());
        assert_eq!(list.total(), 2);
    }

    #[test]
    fn a_heading_stands_before_each_group_and_the_last_row_is_reached() {
        let ids: Vec<usize> = (0..10).collect();
        let mut list = list(&ids, 6);
        let effect = list.set_group(RowGroup::Source);
        answer(&mut list, &ids, Some(effect));
        let headed: Vec<usize> = list
            .visible_rows()
            .filter(|row| row.heading.is_some())
            .map(|row| row.number)
            .collect();
        assert_eq!(headed, [0]);
        let effect = list.select(9);
        answer(&mut list, &ids, effect);
        assert!(visible(&list).contains(&9));
        assert_eq!(list.number_at(0), None, "the first line is a heading");
    }

    #[test]
    fn rows_are_as_high_as_their_titles() {
        let ids: Vec<usize> = (0..9).collect();
        let mut list = list(&ids, 9);
        list.update_rows(&[row(1).id], |row| {
            row.title = Clean::new("Two villages agree to share a lighthouse keeper at last");
        });
        list.resize(ListShape {
            width: 24,
            form: RowForm::Card(2),
            ..titles(9)
        });
        let lines: Vec<_> = list
            .visible_rows()
            .map(|row| (row.line, row.height))
            .collect();
        assert_eq!(lines, [(0, 2), (2, 3), (5, 2), (7, 2)]);
        let title = list.visible_rows().nth(1).map(|row| row.title.clone());
        assert!(title.is_some_and(|title| title.is_cut && title.lines.len() == 2));
        assert_eq!(list.number_at(4), Some(1));
        assert_eq!(list.page_rows(), 4);
        let effect = list.select(8);
        answer(&mut list, &ids, effect);
        assert_eq!(visible(&list), [5, 6, 7, 8]);
    }

    #[test]
    fn a_blank_line_is_before_each_heading_but_the_first() {
        let ids: Vec<usize> = (3..7).collect();
        let mut list = list(&ids, 9);
        list.resize(ListShape {
            has_gaps: true,
            ..titles(9)
        });
        let effect = list.set_group(RowGroup::Source);
        answer(&mut list, &ids, Some(effect));
        let headed: Vec<_> = list.visible_rows().filter_map(|row| row.heading).collect();
        assert_eq!(headed, [0, 4]);
        assert_eq!(list.number_at(5), Some(2));
    }

    #[test]
    fn rows_sorted_by_something_else_have_no_groups() {
        let mut list = ListPane::new(
            Listing::default(),
            Some(RowGroup::Day),
            ListingLead::default(),
        );
        assert_eq!(list.group(), Some(RowGroup::Day));
        list.set_sort(SortKey::Title);
        assert_eq!(list.group(), None);
        list.set_sort(SortKey::Published);
        assert_eq!(list.group(), Some(RowGroup::Day));
    }

    #[test]
    fn a_list_of_nothing_has_no_selection() {
        let list = list(&[], 10);
        assert_eq!(list.selected_row(), None);
        assert_eq!(visible(&list), [0; 0]);
    }
}
