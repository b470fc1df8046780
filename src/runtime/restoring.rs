//! The settings a start begins with: those of the config, else what is remembered from the last time.

use super::Start;
use super::today::today;
use super::view::settings_of;
use crate::app::list::RowGroup;
use crate::app::remembering::{to_row_group, to_sort_key};
use crate::app::{ReaderExperience, Settings};
use crate::article::ArticleId;
use crate::config::{ListFilter, ListGroup, ListSettings};
use crate::library::catalogue::Catalogue;
use crate::library::listing::{Filter, Listing, ListingLead, ListingSort, SortKey};
use crate::library::reading_days::ReadingDays;
use crate::library::session::{Session, SessionStory};
use crate::library::state::{ArticleReference, BookmarkTarget};
use crate::search::hits::HitOrder;

/// Returns the settings of a start.
pub(super) fn settings_of_start(start: &Start) -> Settings {
    let left = start
        .remembers_session
        .then(|| Session::load(&start.paths.data));
    let left = left.flatten();
    let list = &start.config.list;
    let group = list.group.or(left.as_ref().map(|left| left.group));
    let group = group.unwrap_or(ListGroup::Day);
    let story = left
        .as_ref()
        .and_then(|left| left.story.as_ref())
        .and_then(SessionStory::to_reference)
        .filter(is_there);
    let is_reading = left.as_ref().is_some_and(|left| left.is_reading);
    let catalogue = open_catalogue(start);
    let is_finished = |id: &ArticleId| {
        catalogue
            .as_ref()
            .is_some_and(|catalogue| catalogue.is_read(*id))
    };
    // After a story that was read to its end, the list begins with what there is to read.
    let selected = story.as_ref().map(|story| story.id);
    let selected = selected.filter(|id| !is_finished(id));
    let resumed = story.filter(|_| is_reading).map(|article| BookmarkTarget {
        article,
        quote: None,
    });
    Settings {
        listing: Listing {
            sort: first_sort(list, group, left.as_ref()),
            filter: first_filter(list, left.as_ref()),
            is_folded: list.is_folded,
            ..Listing::default()
        },
        lead: first_lead(start, catalogue.as_ref()),
        session: left,
        group: to_row_group(group),
        opening: start.opening.clone().or(resumed),
        selected,
        opens_only_story: start.opens_only_story,
        is_empty: start.is_empty,
        scope: start.scope,
        // To rank all that many people publish takes seconds.
        hit_order: match start.shared {
            Some(_) => HitOrder::Newest,
            None => HitOrder::default(),
        },
        remembers_session: start.remembers_session,
        experience: if ReadingDays::load(&start.paths.data) == ReadingDays::default() {
            ReaderExperience::New
        } else {
            ReaderExperience::Returning
        },
        ..settings_of(&start.config)
    }
}

/// Opens the catalogue with the state, if it is there and a session is remembered.
fn open_catalogue(start: &Start) -> Option<Catalogue> {
    if !start.remembers_session {
        return None;
    }
    start.archive.find_catalogue().ok()?
}

/// Returns what the list begins with: what was begun, and what came since the last day of reading.
fn first_lead(start: &Start, catalogue: Option<&Catalogue>) -> ListingLead {
    let Some(catalogue) = catalogue else {
        return ListingLead::default();
    };
    let since = ReadingDays::load(&start.paths.data).before_day(today());
    // Without it, the list begins with the first of its order.
    catalogue.read_lead(since).unwrap_or_default()
}

fn is_there(story: &ArticleReference) -> bool {
    let location = story.description.location.as_ref();
    location.is_some_and(|location| location.path.exists())
}

/// Returns the order: that of the config, one that keeps the config's groups together, else the one that was left.
fn first_sort(list: &ListSettings, group: ListGroup, left: Option<&Session>) -> ListingSort {
    let grouped = list.group.and(to_row_group(group)).map(RowGroup::sort_key);
    let key = list.sort.map(to_sort_key).or(grouped);
    let by_key = |key: SortKey| ListingSort {
        key,
        is_descending: key.is_newest_first(),
    };
    let left = left.map(|left| ListingSort {
        key: to_sort_key(left.sort),
        is_descending: left.is_descending,
    });
    key.map(by_key).or(left).unwrap_or_default()
}

fn first_filter(list: &ListSettings, left: Option<&Session>) -> Filter {
    let Some(filter) = list.filter else {
        let left = left.map(|left| left.filter.clone());
        return left.unwrap_or_default();
    };
    Filter {
        is_unread: filter == ListFilter::Unread,
        is_begun: filter == ListFilter::Begun,
        is_bookmarked: filter == ListFilter::Bookmarked,
        ..Filter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ListSort;
    use crate::library::listing::Filter;

    fn left() -> Session {
        Session {
            sort: ListSort::Minutes,
            is_descending: false,
            group: ListGroup::None,
            filter: Filter {
                is_begun: true,
                ..Filter::default()
            },
            story: None,
            is_reading: false,
        }
    }

    #[test]
    fn what_the_config_leaves_open_is_as_it_was_left() {
        let list = ListSettings::default();
        let sort = first_sort(&list, ListGroup::None, Some(&left()));
        assert_eq!((sort.key, sort.is_descending), (SortKey::Minutes, false));
        assert!(first_filter(&list, Some(&left())).is_begun);
        assert_eq!(first_filter(&list, None), Filter::default());
    }

    #[test]
    fn the_config_wins_over_what_was_left() {
        let list = ListSettings {
            group: Some(ListGroup::Source),
            filter: Some(ListFilter::Unread),
            ..ListSettings::default()
        };
        let sort = first_sort(&list, ListGroup::Source, Some(&left()));
        assert_eq!(sort.key, SortKey::Source, "so that the groups are together");
        let filter = first_filter(&list, Some(&left()));
        assert!(filter.is_unread && !filter.is_begun);
    }
}
