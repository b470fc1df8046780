//! The screen of search: a query, what it finds, and who said it.
//!
//! - [`areas`]: where its parts are
//! - [`results`]: the hits as they are on the screen; [`excerpt`]: which of their words are seen;
//!   [`folding`]: the rows that equal words share
//! - [`names`]: the speakers and sources of the hits, with counts; [`months`]: when they were published
//! - [`counting`]: a table of the hits by speaker, source and time
//! - [`narrowing`]: narrowing the query to one of them, and widening it again

pub(super) mod acting;
pub mod areas;
pub mod counting;
mod differing;
mod excerpt;
mod folding;
pub mod months;
pub mod names;
pub mod narrowing;
pub mod results;

use jiff::civil::Date;

use crate::article::ArticleId;
use crate::library::state::SavedQuery;
use crate::search::counts::MonthCount;
use crate::search::hits::{EmptyingCondition, HitOrder, SearchHits, SearchScope};
use crate::search::passages::HitPassage;
use crate::search::query::Query;
use crate::text::Clean;

use self::areas::SearchAreas;
use self::names::HitNames;
use self::narrowing::Narrowing;
use self::results::Results;
use super::effect::{FoundHits, PassageRequest, QueryRequest};
use super::event::Ticket;

/// Hits that are asked for at first; each time their end is reached, twice as many.
const FIRST: usize = 200;

/// The screen of search.
#[derive(Debug)]
pub struct SearchScreen {
    scope: SearchScope,
    order: HitOrder,
    /// Whether only the newest hits were counted.
    is_partly_counted: bool,
    /// The number of stories with a hit, if it is known.
    stories: Option<usize>,
    text: String,
    query: Query,
    part: Part,
    ticket: Ticket,
    /// Names the last request for counts of the hits.
    counts_ticket: Ticket,
    /// How the query was narrowed, the last one last.
    narrowings: Vec<Narrowing>,
    /// The months that have hits.
    months: Vec<MonthCount>,
    /// The condition without which there would be hits, if there are none.
    emptying: Option<EmptyingCondition>,
    limit: usize,
    query_state: QueryState,
    areas: SearchAreas,
    /// The hits.
    pub results: Results,
    /// Who said them.
    pub speakers: HitNames,
    /// Who published them.
    pub sources: HitNames,
}

/// The part of the screen that gets the keys when nothing is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// The hits.
    #[default]
    Results,
    /// The speakers of the hits.
    Speakers,
    /// The sources of the hits.
    Sources,
}

/// How far the answer to the query is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum QueryState {
    /// Nothing is asked.
    #[default]
    None,
    /// The hits are those of an earlier query.
    Awaited,
    /// The newest hits are there.
    Newest,
    /// All is there.
    Whole {
        /// How many hits there are.
        total: usize,
    },
    /// The index cannot be searched.
    Failed(Clean),
}

impl SearchScreen {
    /// Makes the screen with nothing typed yet.
    #[must_use]
    pub fn new(scope: SearchScope) -> Self {
        Self {
            scope,
            order: HitOrder::default(),
            is_partly_counted: false,
            stories: None,
            text: String::new(),
            query: Query::default(),
            part: Part::default(),
            ticket: Ticket::default(),
            counts_ticket: Ticket::default(),
            narrowings: Vec::new(),
            months: Vec::new(),
            emptying: None,
            limit: FIRST,
            query_state: QueryState::default(),
            areas: SearchAreas::default(),
            results: Results::without_query(),
            speakers: HitNames::default(),
            sources: HitNames::default(),
        }
    }

    /// Returns what is searched.
    #[must_use]
    pub const fn scope(&self) -> SearchScope {
        self.scope
    }

    /// Returns the order of the hits.
    #[must_use]
    pub const fn order(&self) -> HitOrder {
        self.order
    }

    /// Returns the query as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the query as it was read.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// Returns the query as it is saved under a name; `None` if nothing is typed.
    #[must_use]
    pub fn saved_query(&self) -> Option<SavedQuery> {
        // A space at the end has a meaning: without it the last word is a prefix.
        let (text, scope) = (Clean::new(self.text.trim_start()), self.scope);
        (!text.is_empty()).then_some(SavedQuery { text, scope })
    }

    /// Returns where the parts are.
    #[must_use]
    pub const fn areas(&self) -> &SearchAreas {
        &self.areas
    }

    /// Returns the months that have hits, the earliest first.
    #[must_use]
    pub fn months(&self) -> &[MonthCount] {
        &self.months
    }

    /// Returns the part that gets the keys.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// Returns what is to blame that nothing was found, and how much there would be without it.
    #[must_use]
    pub fn emptying(&self) -> Option<String> {
        let emptying = self.emptying.as_ref()?;
        Some(emptying.describe(self.scope))
    }

    /// Returns how far the answer is.
    #[must_use]
    pub const fn answer(&self) -> &QueryState {
        &self.query_state
    }

    /// Returns what names the last request for hits.
    #[must_use]
    pub const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Returns `true` if the hits are those of the query and stay so.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self.query_state, QueryState::Whole { .. })
    }

    /// Returns `true` if Enter in the query opens what is selected.
    ///
    /// It does not where there is nothing, or where a part of the query cannot be read, which is said among the hits.
    #[must_use]
    pub fn opens_at_once(&self) -> bool {
        self.query.faults.is_empty() && !self.query.is_empty() && !self.results.is_empty()
    }

    /// Returns `true` if the index could not be searched.
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        matches!(self.query_state, QueryState::Failed(_))
    }

    /// Returns `true` if the page of a hit belongs beside the hits: without hits it would be that of another search.
    #[must_use]
    pub fn shows_page(&self) -> bool {
        !self.results.hits().is_empty()
    }

    /// Returns `true` if there are speakers to choose from.
    #[must_use]
    pub fn has_speakers(&self) -> bool {
        self.scope == SearchScope::Quotes && !self.speakers.is_empty()
    }

    /// Returns `true` if there are speakers to choose from, and they are not on the screen.
    #[must_use]
    pub fn hides_speakers(&self) -> bool {
        self.has_speakers() && self.areas.speakers.is_none()
    }

    /// Gives the keys to a part.
    pub fn focus(&mut self, part: Part) {
        let has_sources = self.areas.sources.is_some();
        self.part = match (part, self.has_speakers()) {
            (Part::Results, _) | (Part::Speakers | Part::Sources, false) => Part::Results,
            (Part::Sources, true) if has_sources => Part::Sources,
            (Part::Speakers | Part::Sources, true) => Part::Speakers,
        };
    }

    /// Searches something else with the same words.
    pub fn set_scope(&mut self, scope: SearchScope) {
        self.scope = scope;
        self.part = Part::Results;
    }

    /// Turns to the next order: what fits best, the newest first, the oldest first.
    pub fn turn_order(&mut self) {
        self.order = self.next_order();
    }

    /// Returns the order that follows; without words to rank by, what fits best is the newest.
    #[must_use]
    pub fn next_order(&self) -> HitOrder {
        match self.order {
            HitOrder::Relevance if self.query.names_words() => HitOrder::Newest,
            HitOrder::Relevance | HitOrder::Newest => HitOrder::Oldest,
            HitOrder::Oldest => HitOrder::Relevance,
        }
    }

    /// Takes what was typed; `today` is what "last week" counts from.
    pub fn set_text(&mut self, text: &str, today: Date) {
        text.clone_into(&mut self.text);
        self.query = Query::parse_text(text, today);
        self.limit = FIRST;
    }

    /// Asks for the hits of the query; `None` if it asks for nothing.
    pub fn begin_query(&mut self, ticket: Ticket, today: Date) -> Option<QueryRequest> {
        self.ticket = ticket;
        if self.query.is_empty() {
            self.query_state = QueryState::None;
            self.results.clear();
            self.speakers.set_names(Vec::new());
            self.sources.set_names(Vec::new());
            self.months.clear();
            self.emptying = None;
            return None;
        }
        self.query_state = QueryState::Awaited;
        self.results.rewind_with_next();
        Some(self.hit_request(today, false))
    }

    /// Asks for the hits of the same query again, since there may be others by now.
    #[must_use]
    pub fn ask_again(&self, today: Date) -> Option<QueryRequest> {
        let is_asked = !matches!(self.query_state, QueryState::None | QueryState::Awaited);
        is_asked.then(|| self.hit_request(today, true))
    }

    /// Returns the search itself and how many hits it has; `None` if there are none, or they are not counted yet.
    #[must_use]
    pub fn all_found(&self, today: Date) -> Option<(FoundHits, usize)> {
        let QueryState::Whole { total } = self.query_state else {
            return None;
        };
        let found = FoundHits {
            query: self.query.clone(),
            scope: self.scope,
            order: self.order,
            today,
        };
        (total > 0).then_some((found, total))
    }

    /// Asks for more hits when the selection comes near the end of those that are there.
    pub fn ask_more(&mut self, today: Date) -> Option<QueryRequest> {
        let QueryState::Whole { total } = self.query_state else {
            return None;
        };
        let has_all = self.results.loaded() >= total.min(self.limit);
        if !self.results.is_near_end() || self.limit >= total || !has_all {
            return None;
        }
        self.limit = self.limit.saturating_mul(2);
        Some(self.hit_request(today, true))
    }

    /// Returns the screen with another order of hits.
    #[must_use]
    pub fn with_order(self, order: HitOrder) -> Self {
        Self { order, ..self }
    }

    /// Returns the number of stories that the quotes found are in; `None` if stories are found, or it is not known.
    #[must_use]
    pub const fn stories(&self) -> Option<usize> {
        self.stories
    }

    /// Returns `true` if there are more hits than were counted: then only the newest were.
    #[must_use]
    pub const fn is_partly_counted(&self) -> bool {
        self.is_partly_counted
    }

    /// Takes hits in; an answer to another query is dropped.
    pub fn take_found(&mut self, ticket: Ticket, found: SearchHits) {
        // The hits of before stay until it is known that there are none.
        let says_nothing = found.total.is_none() && found.hits.is_empty();
        if ticket != self.ticket || says_nothing {
            return;
        }
        let has_all = found.total.is_some_and(|total| found.hits.len() >= total);
        let near = if has_all { found.near } else { Vec::new() };
        match found.partial {
            Some(partial) => self.results.set_partial_hits(*partial),
            None => self.results.set_hits(found.hits, near),
        }
        match found.total {
            Some(total) => {
                self.query_state = QueryState::Whole { total };
                self.is_partly_counted = found.is_partly_counted;
                self.stories = found.stories;
                self.speakers.set_names(found.speakers);
                self.sources.set_names(found.sources);
                self.months = found.months;
                self.emptying = found.emptying;
                // The only hit is the first one as well, which says nothing.
                self.results.set_first(found.first.filter(|_| total > 1));
                self.focus(self.part);
            }
            None => self.query_state = QueryState::Newest,
        }
    }

    /// Takes in why nothing can be found.
    pub fn take_fault(&mut self, ticket: Ticket, fault: Clean) {
        if ticket == self.ticket {
            self.query_state = QueryState::Failed(fault);
        }
    }

    /// Asks for the parts of the stories on the screen that hold what was searched.
    pub fn ask_passages(&mut self) -> Option<PassageRequest> {
        if self.scope == SearchScope::Quotes || !self.is_settled() || !self.query.names_words() {
            return None;
        }
        Some(PassageRequest {
            ticket: self.ticket,
            query: self.query.clone(),
            stories: self.results.ask_passages()?,
        })
    }

    /// Takes parts of stories in; those of another query are dropped.
    pub fn take_passages(
        &mut self,
        ticket: Ticket,
        passages: Vec<(ArticleId, Option<HitPassage>)>,
    ) {
        if ticket == self.ticket {
            self.results.take_passages(passages);
        }
    }

    fn hit_request(&self, today: Date, is_again: bool) -> QueryRequest {
        QueryRequest {
            ticket: self.ticket,
            query: self.query.clone(),
            scope: self.scope,
            order: self.order,
            limit: self.limit,
            today,
            is_again,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 5, 6);

    fn searched(text: &str) -> SearchScreen {
        let mut search = SearchScreen::new(SearchScope::Quotes);
        search.set_text(text, TODAY);
        search
    }

    #[test]
    fn an_answer_to_an_earlier_query_is_dropped() {
        let mut search = searched("tide");
        search.begin_query(Ticket(1), TODAY);
        search.set_text("tides", TODAY);
        search.begin_query(Ticket(2), TODAY);
        let found = SearchHits {
            total: Some(3),
            ..SearchHits::default()
        };
        search.take_found(Ticket(1), found.clone());
        assert_eq!(*search.answer(), QueryState::Awaited);
        search.take_found(Ticket(2), found);
        assert!(search.is_settled());
    }

    #[test]
    fn hits_stay_until_it_is_known_that_there_are_none() {
        let mut search = searched("tide");
        search.begin_query(Ticket(1), TODAY);
        search.take_found(Ticket(1), SearchHits::default());
        assert_eq!(*search.answer(), QueryState::Awaited);
        let found = SearchHits {
            total: Some(0),
            ..SearchHits::default()
        };
        search.take_found(Ticket(1), found);
        assert!(search.is_settled());
    }

    #[test]
    fn a_search_that_failed_is_asked_again_and_answered() {
        let mut search = searched("tide");
        search.begin_query(Ticket(1), TODAY);
        search.take_fault(Ticket(1), Clean::new("it is damaged"));
        assert!(search.has_failed());
        let again = search.ask_again(TODAY).unwrap();
        assert!(again.is_again && again.ticket == Ticket(1));
        search.take_found(
            Ticket(1),
            SearchHits {
                total: Some(0),
                ..SearchHits::default()
            },
        );
        assert!(search.is_settled());
    }

    #[test]
    fn a_query_that_asks_for_nothing_is_not_sent() {
        let mut search = searched("said: ");
        assert!(search.begin_query(Ticket(1), TODAY).is_none());
        assert_eq!(*search.answer(), QueryState::None);
    }
}
