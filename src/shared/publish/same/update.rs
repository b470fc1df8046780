//! Stores the sketches of stories that were written or removed, and finds what is the same.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{SketchGroups, prints_of};
use super::mend;
use super::sketches::{GroupedSketch, SharedSketch, SketchKey, StorySketches};
use super::store;
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::publish::copy_text::CopyText;
use crate::shared::sql_text::{story_array, text_array};

/// What is to become of the sketches of some stories.
struct SketchChanges<'a, S> {
    new: BTreeMap<SketchKey, (S, &'a StorySketches)>,
    /// What is stored and not wanted any more.
    removed: Vec<GroupedSketch<S>>,
}

/// Stores the sketches of stories; what is there already stays in its group. Adds the groups that have changed to `touched`.
pub(super) fn update_sketches<S: SharedSketch>(
    connection: &mut SharedConnection,
    stories: &[StorySketches],
    touched: &mut BTreeSet<i64>,
) -> SharedResult<()> {
    let changes: SketchChanges<'_, S> = compare_sketches(connection, stories)?;
    let removed: Vec<SketchKey> = changes.removed.iter().map(|row| row.key).collect();
    if !removed.is_empty() {
        store::delete_sketches::<S>(connection, &removed)?;
    }
    touched.extend(write_facts::<S>(connection, stories)?);
    let lost = changes.removed.iter().filter(|row| row.same.is_some());
    let looked_up = changes.new.values().map(|(sketch, _)| sketch);
    let looked_up = looked_up.chain(lost.map(|row| &row.sketch));
    let prints: BTreeSet<i64> = looked_up.flat_map(prints_of).collect();
    let mut groups = SketchGroups::from_stored(store::read_holders(connection, &prints)?);
    let torn = find_torn(connection, &changes.removed, &groups)?;
    for (key, (sketch, _)) in &changes.new {
        groups.add_sketch(*key, sketch.clone());
    }
    write_changes(connection, &groups, &changes)?;
    let torn: BTreeSet<i64> = torn
        .into_iter()
        .map(|group| groups.final_group(group))
        .collect();
    mend::mark_torn::<S>(connection, &torn)?;
    let lost = changes.removed.iter().filter_map(|row| row.same);
    touched.extend(lost.map(|group| groups.final_group(group)));
    touched.extend(groups.list_changed().iter().filter_map(|row| row.same));
    touched.extend(groups.list_merged().iter().map(|(_, whole)| *whole));
    mend::mend_small_groups::<S>(connection, touched)
}

/// Compares the sketches that stories have with those that are stored of them.
fn compare_sketches<'a, S: SharedSketch>(
    connection: &mut SharedConnection,
    stories: &'a [StorySketches],
) -> SharedResult<SketchChanges<'a, S>> {
    let mut new = BTreeMap::new();
    for story in stories {
        let wanted = S::list_wanted(story).into_iter();
        new.extend(wanted.map(|(key, sketch)| (key, (sketch, story))));
    }
    let ids = story_array(stories.iter().map(|story| story.story));
    let mut removed = store::read_stories::<S>(connection, &ids)?;
    removed.retain(|stored| {
        let is_kept = new
            .get(&stored.key)
            .is_some_and(|(sketch, _)| *sketch == stored.sketch);
        if is_kept {
            new.remove(&stored.key);
        }
        !is_kept
    });
    Ok(SketchChanges { new, removed })
}

/// Writes when and by whom stories were published where that has changed; returns the groups of these sketches.
fn write_facts<S: SharedSketch>(
    connection: &mut SharedConnection,
    stories: &[StorySketches],
) -> SharedResult<BTreeSet<i64>> {
    let texts = |text: &dyn Fn(&StorySketches) -> String| {
        let texts: Vec<String> = stories.iter().map(text).collect();
        text_array(texts.iter().map(String::as_str))
    };
    let written = |value: Option<String>| value.unwrap_or_default();
    let values = [
        story_array(stories.iter().map(|story| story.story)),
        texts(&|story| story.year().to_string()),
        texts(&|story| written(story.day.map(|day| day.to_string()))),
        texts(&|story| written(story.clock.map(|clock| clock.to_string()))),
        texts(&|story| written(story.source.as_ref().map(ToString::to_string))),
    ];
    let columns = |table: &str| {
        let columns = S::FACTS.iter().map(|column| format!("{table}{column}"));
        columns.collect::<Vec<_>>().join(", ")
    };
    let statement = format!(
        "WITH n AS (SELECT story, year::smallint, nullif(day, '')::date AS day, nullif(clock, '')::time AS clock,
                nullif(source, '') AS source
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) AS n (story, year, day, clock, source))
         UPDATE {} t SET ({}) = ({new}) FROM n WHERE t.story = n.story AND ({}) IS DISTINCT FROM ({new}) RETURNING t.same",
        S::TABLE,
        columns(""),
        columns("t."),
        new = columns("n.")
    );
    let values = values.each_ref().map(|value| Some(value.as_str()));
    let rows = connection.query(&statement, &values)?;
    Ok(rows.iter().filter_map(|row| row.parsed(0)).collect())
}

/// Returns the groups that may fall apart without the sketches that were removed.
fn find_torn<S: SharedSketch>(
    connection: &mut SharedConnection,
    removed: &[GroupedSketch<S>],
    groups: &SketchGroups<S>,
) -> SharedResult<BTreeSet<i64>> {
    let lost: BTreeSet<i64> = removed.iter().filter_map(|row| row.same).collect();
    if lost.is_empty() {
        return Ok(lost);
    }
    let left = store::count_members::<S>(connection, &lost)?;
    let is_torn = |row: &GroupedSketch<S>, group: i64| {
        // What no print leads to, and is the same as one other only, holds nothing together. A group without its first member gets
        // another number, since that one may come back as something else.
        !row.prints.is_empty()
            || row.key.number() == group
            || groups.count_same(&row.sketch) > 1
            || left.get(&group).is_some_and(|left| *left < 2)
    };
    let lost = removed.iter().filter_map(|row| Some((row, row.same?)));
    let torn = lost.filter(|(row, group)| left.contains_key(group) && is_torn(row, *group));
    Ok(torn.map(|(_, group)| group).collect())
}

/// Writes the new sketches, and what has become of those that are stored.
fn write_changes<S: SharedSketch>(
    connection: &mut SharedConnection,
    groups: &SketchGroups<S>,
    changes: &SketchChanges<'_, S>,
) -> SharedResult<()> {
    let mut stored = groups.list_changed();
    stored.retain(|row| !changes.new.contains_key(&row.key));
    store::write_groups(connection, groups, &stored)?;
    let mut rows = CopyText::default();
    for (key, (_, story)) in &changes.new {
        if let Some(row) = groups.find(*key) {
            S::add_row(story, &row, &mut rows);
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    connection.copy_rows(S::COLUMNS, rows.as_bytes())
}
