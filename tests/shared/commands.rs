//! The command line: the same answers from a shared archive as from files.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use rstest::rstest;
use serde_json::{Value, json};

use crate::server::{PASSWORD, new_database};
use crate::stories::{Newsroom, write_story};

/// Returns printed objects as a sorted list, without what a shared archive does not have.
fn objects(printed: &str) -> Vec<String> {
    let objects = printed.lines().map(|line| {
        let mut object: Value = serde_json::from_str(line).unwrap();
        if let Some(fields) = object.as_object_mut() {
            fields.remove("same");
        }
        object.to_string()
    });
    let mut objects: Vec<String> = objects.collect();
    objects.sort();
    objects
}

#[rstest]
#[case::quotes(&["search", "--json", "--limit", "0", "ferry winter "])]
#[case::stories(&["search", "--json", "--stories", "--limit", "0", "ferry said:lund "])]
#[case::phrases(&["search", "--json", "--limit", "0", "\"in the winter\" after:2015 "])]
#[case::a_format(&["search", "--limit", "0", "--format", "{person}|{role}|{before}|{after}|{url}|{path}", "said:wren "])]
#[case::similar_spellings(&["search", "--json", "--near", "--limit", "0", "lanterm "])]
#[case::speakers(&["speakers", "--json"])]
#[case::a_filter(&["speakers", "--json", "lund"])]
#[case::counts(&["count", "--json", "--by", "speaker", "winter "])]
#[case::counts_together(&["count", "--json", "--by", "year,source,speaker", "ferry OR winter OR council "])]
#[case::counts_by_month(&["count", "--json", "--by", "month", "in:courier "])]
#[case::counts_by_day(&["count", "--json", "--by", "day", "said:lund "])]
#[case::shares(&["speakers", "--share", "--json"])]
#[case::shares_by_source(&["speakers", "--share", "--by", "source,year", "--json"])]
#[case::a_person(&["speaker", "--json", "Ada M. Wren"])]
#[case::stories_listed(&["list"])]
#[case::stories_listed_whole(&["list", "--json"])]
#[case::stories_in_a_format(&["list", "--format", "{published} {title} {quotes} {tags}"])]
fn a_shared_archive_answers_like_files(#[case] arguments: &[&str]) {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 30);
    desk.publish(&database, "desk");
    let news = desk.news.to_str().unwrap();
    let mut here = arguments.to_vec();
    if arguments == ["speakers", "--json"] {
        here.push("");
    }
    here.push(news);
    let mut there = arguments.to_vec();
    let address = database.address();
    there.extend(["--shared", &address]);
    let (here, there) = (desk.print(&here), desk.print(&there));
    if here.starts_with('{') {
        assert!(!objects(&here).is_empty());
        assert_eq!(objects(&there), objects(&here));
    } else {
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&there), sorted(&here));
    }
}

#[test]
fn the_newest_come_first_and_the_setting_stands_in_for_the_option() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 30);
    desk.publish(&database, "desk");
    desk.set_shared(&database);
    let printed = desk.print(&["search", "--format", "{published}", "ferry "]);
    let days: Vec<&str> = printed.lines().filter(|day| !day.is_empty()).collect();
    assert!(
        days.len() > 3 && days.is_sorted_by(|one, other| one >= other),
        "{days:?}"
    );
    let best = desk.print(&[
        "search",
        "--order",
        "best",
        "--format",
        "{published}",
        "ferry ",
    ]);
    assert_eq!(best.lines().count(), printed.lines().count());
    // What is excluded has no rank.
    let excluded = "-\"the council\" ferry ";
    let all = |order| {
        let arguments = [
            "search", "--order", order, "--limit", "0", "--json", excluded,
        ];
        objects(&desk.print(&arguments))
    };
    assert!(!all("best").is_empty());
    assert_eq!(all("best"), all("newest"));
    let output = desk.run(&["search", "nothing-of-it "]);
    assert_eq!(output.status.code(), Some(1));
    // A path is read as ever, and both together are refused.
    let file = desk.news.join("001.md");
    assert!(
        desk.run(&["search", "*", file.to_str().unwrap()])
            .status
            .success()
    );
    let both = desk.run(&[
        "search",
        "e",
        file.to_str().unwrap(),
        "--shared",
        &database.address(),
    ]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn the_setting_stands_in_for_the_folder_of_a_list() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 3);
    desk.publish(&database, "desk");
    let listed = desk.print(&["list", "--shared", &database.address()]);
    assert_eq!(listed.lines().count(), 3);
    desk.set_shared(&database);
    // A folder of this name is not read, as it is not on the screen.
    fs::create_dir_all(desk.home.join("articles")).unwrap();
    fs::write(desk.home.join("articles/other.txt"), "Another story\n").unwrap();
    assert_eq!(desk.print(&["list"]), listed);
    let other = desk.print(&["list", "articles"]);
    assert_eq!(other.lines().count(), 1);
}

#[rstest]
#[case::the_newest_first(&[])]
#[case::the_best_first(&["--order", "best"])]
#[case::the_oldest_first(&["--order", "oldest"])]
fn a_saved_search_prints_what_is_new_once(#[case] order: &[&str]) {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let address = database.address();
    let file = desk.home.join("search.jsonl");
    let search = json!({"kind": "search", "name": "ferries", "changed": "2026-11-01T00:00:00Z",
        "value": {"text": "ferry ", "scope": "quotes"}});
    let header = json!({"format": "pullquote-state", "version": 1});
    fs::write(&file, format!("{header}\n{search}\n")).unwrap();
    desk.print(&["import", file.to_str().unwrap()]);
    let mut arguments = vec![
        "search", "--saved", "ferries", "--new", "--json", "--shared", &address,
    ];
    arguments.extend(order);
    let all = desk.print(&[&arguments[..], &["--limit", "0"]].concat());
    assert!(all.lines().count() > 2, "{all}");
    let nothing = desk.run(&arguments);
    assert_eq!(nothing.status.code(), Some(1));
    write_story(&desk.news, 12);
    fs::write(
        desk.news.join("new.md"),
        "# The ferry is back\n\n“The ferry will sail on Monday, and so shall we,” said Ines Quay.\n\n“Every ferry is \
         late in November,” said Ines Quay.\n",
    )
    .unwrap();
    desk.publish(&database, "desk");
    // Of what is new, that which was not printed is still new.
    let one = desk.print(&[&arguments[..], &["--limit", "1"]].concat());
    let rest = desk.print(&arguments);
    assert_eq!(one.lines().count(), 1);
    assert!(!rest.contains(one.trim()));
    assert_eq!(format!("{one}{rest}").matches("Ines Quay").count() % 2, 0);
    assert!(format!("{one}{rest}").contains("so shall we"));
    assert_eq!(desk.run(&arguments).status.code(), Some(1));
}

/// Returns exported lines as a sorted list, without where the file is.
fn exported(printed: &str) -> Vec<String> {
    let objects = printed.lines().map(|line| {
        let mut object: Value = serde_json::from_str(line).unwrap();
        if let Some(fields) = object.as_object_mut() {
            fields.remove("path");
            fields.remove("entry");
            fields.remove("same");
        }
        object.to_string()
    });
    let mut objects: Vec<String> = objects.collect();
    objects.sort();
    objects
}

#[rstest]
#[case::everything(&["export", "--format", "jsonl"])]
#[case::what_is_found(&["export", "--format", "jsonl", "--query", "ferry said:lund "])]
#[case::documents(&["export", "--format", "es-bulk"])]
fn a_shared_archive_is_exported_like_files(#[case] arguments: &[&str]) {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.keep_some();
    desk.publish(&database, "desk");
    let here = [arguments, &[desk.news.to_str().unwrap()]].concat();
    let address = database.address();
    let there = [arguments, &["--shared", &address]].concat();
    let (here, there) = (desk.print(&here), desk.print(&there));
    assert!(exported(&here).len() > 3, "{here}");
    assert_eq!(exported(&there), exported(&here));
    // The file of another machine is none of this one's.
    assert!(!there.contains(desk.news.to_str().unwrap()));
}

#[rstest]
#[case::a_decision(&["speaker", "Oda Lund", "--join", "Per Lund"], "--join")]
fn what_works_with_files_alone_says_so(#[case] arguments: &[&str], #[case] option: &str) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Newsroom::new(folder.path(), 1);
    let config = desk.home.join(".config/pullquote");
    fs::create_dir_all(&config).unwrap();
    let shared = "[library]\nshared = \"postgres://desk@db.example/news\"\n";
    fs::write(config.join("config.toml"), shared).unwrap();
    let output = desk.run(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    let reason = format!("'{option}' does not work with a shared archive");
    let hint = format!("leave '{option}' out, or name the folders to read");
    assert!(said.contains(&reason) && said.contains(&hint), "{said}");
}

#[test]
fn the_texts_of_stories_are_not_read_for_their_headlines() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    // This user cannot read the text of any story.
    let user = format!("hurried_{}", database.name);
    let password = PASSWORD.replace('\'', "''");
    database
        .open()
        .run_script(&format!(
            "CREATE ROLE {user} LOGIN PASSWORD '{password}'; GRANT USAGE ON SCHEMA pullquote TO {user};
             GRANT SELECT ON ALL TABLES IN SCHEMA pullquote TO {user}; REVOKE SELECT ON pullquote.articles FROM {user};
             GRANT SELECT (story, year, day, clock, title, source, minutes, quotes, tags, path, entry)
                ON pullquote.articles TO {user}"
        ))
        .unwrap();
    let theirs = database.server.address(&user, &database.name);
    let ours = database.address();
    let printed = |address| desk.print(&["search", "--limit", "0", "ferry ", "--shared", address]);
    assert_eq!(printed(&theirs), printed(&ours));
}

#[test]
fn what_one_keeps_on_ones_own_machine_can_be_asked_for() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 12);
    desk.publish(&database, "desk");
    let address = database.address();
    let nothing = desk.run(&["search", "--stories", "is:read ", "--shared", &address]);
    assert_eq!(nothing.status.code(), Some(1));
    let all = desk.print(&[
        "search",
        "--stories",
        "--limit",
        "0",
        "--json",
        "is:unread ",
        "--shared",
        &address,
    ]);
    assert_eq!(all.lines().count(), 12);
}

#[test]
fn a_password_is_never_repeated() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 1);
    let address = "postgres://desk:s3cret@db.example/news";
    let config = desk.home.join("other.toml");
    fs::write(&config, format!("[library]\nshared = \"{address}\"\n")).unwrap();
    let log = desk.home.join("log");
    for arguments in [
        &["search", "x", "--shared", address][..],
        &["search", "x", address],
        &["speakers", address],
        &["publish", address],
        &["list", address],
        &[address],
        &["index", address],
        &["keys", address],
        &["--config", config.to_str().unwrap(), "search", "x"],
    ] {
        let mut with_log = vec!["--log", log.to_str().unwrap()];
        with_log.extend(arguments);
        let output = desk.run(&with_log);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        let logged = fs::read_to_string(&log).unwrap_or_default();
        let shown = [
            said.as_str(),
            &String::from_utf8_lossy(&output.stdout),
            &logged,
        ]
        .concat();
        assert!(!shown.contains("s3cret"), "{arguments:?}: {shown}");
    }
}

#[test]
fn the_password_comes_from_the_environment_or_a_file() {
    let Some(database) = new_database() else {
        return;
    };
    let desk = Newsroom::new(database.home.path(), 1);
    desk.publish(&database, "desk");
    let address = database.address();
    fs::rename(desk.home.join(".pgpass"), desk.home.join("elsewhere")).unwrap();
    let search = || desk.command(&["search", "--stories", "*", "--shared", &address]);
    let said = |command: &mut assert_cmd::Command| {
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    let (code, none) = said(&mut search());
    assert_eq!(code, Some(3));
    assert!(
        none.contains("asks for the password of 'desk': set PGPASSWORD"),
        "{none}"
    );
    assert!(none.contains("/.pgpass', which does not exist"), "{none}");
    let open = desk.home.join("open");
    fs::copy(desk.home.join("elsewhere"), &open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o640)).unwrap();
    for (name, reason) in [
        ("open", "/open' is not used, since others may read it"),
        ("nowhere", "/nowhere', which does not exist"),
    ] {
        let (code, unused) = said(search().env("PGPASSFILE", desk.home.join(name)));
        assert_eq!(code, Some(3));
        assert!(unused.contains(reason), "{unused}");
    }
    let (code, wrong) = said(search().env("PGPASSWORD", "wr0ng"));
    assert_eq!(code, Some(3));
    assert!(
        wrong.contains("refuses 'desk'") && !wrong.contains("wr0ng"),
        "{wrong}"
    );
    assert_eq!(said(search().env("PGPASSWORD", PASSWORD)).0, Some(0));
    assert_eq!(
        said(search().env("PGPASSFILE", desk.home.join("elsewhere"))).0,
        Some(0)
    );
}
