//! The start screen: what is shown while there is nothing to read, with the ways to begin.

use ratatui::layout::Rect;

use super::ctx::{Ctx, Handled};
use super::effect::{BeginRequest, Effect, TerminalRequest};
use super::event::{Mouse, MouseKind};
use super::motion::Motion;
use super::notice::StatusNotice;
use super::panes::areas::split_status;
use super::prompt::Purpose;
pub use super::way_in::WayIn;
use crate::article::TextRange;
use crate::input::{Action, Context, Key, KeyCode, Keymap};
use crate::text::{Clean, wrap};

/// The columns of the text, where there is room.
const MEASURE: u16 = 60;

/// What is said before the ways to begin.
const NOTHING: &str = "There is nothing to read yet.";
const THREE_WAYS: &str = "Three ways to begin:";

/// What the program promises about the reader's files.
const PROMISE: &str = "Your folders are only read. What is added goes to the inbox, what you keep and note to one \
                       file of its own";

/// The actions that mean the same here as everywhere; there is nothing yet that others could be about.
const ELSEWHERE: [Action; 9] = [
    Action::Help,
    Action::Palette,
    Action::AddFolder,
    Action::AddPage,
    Action::Import,
    Action::Rescan,
    Action::Problems,
    Action::Redraw,
    Action::Suspend,
];

/// A line of the start screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartLine {
    /// The name of the program.
    Title,
    /// A line across.
    Rule,
    /// A line of the sentences before the ways to begin.
    Lead(TextRange),
    /// A way to begin.
    Row(WayIn),
    /// More about a way to begin, on a line of its own.
    Detail(WayIn),
    /// A line of what the program promises.
    Promise(TextRange),
    /// An empty line.
    Blank,
}

/// What is left out where the screen is low, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Brevity {
    Full,
    NoPromise,
    NoDetails,
    RowsOnly,
}

/// The folder that is offered where a path is typed.
pub const HOME: &str = "~/";

/// The start screen.
#[derive(Debug, Default)]
pub struct StartScreen {
    selected: usize,
    /// What was typed last, and for which way, to be mended if it was wrong.
    typed: Option<(WayIn, String)>,
    /// Which folders hold nothing; `None` if none is read.
    emptiness: Option<Clean>,
    lead: String,
    promise: String,
    lines: Vec<StartLine>,
    column: Rect,
    status: Option<Rect>,
}

impl StartScreen {
    /// Makes the screen for folders in which there is nothing, given a sentence that names them.
    pub(super) fn of_empty_folders(emptiness: Clean) -> Self {
        Self {
            emptiness: Some(emptiness),
            ..Self::default()
        }
    }

    /// Returns `true` if it is shown because there is nothing in the folders.
    pub(super) const fn is_of_folders(&self) -> bool {
        self.emptiness.is_some()
    }

    /// Returns the selected way to begin.
    #[must_use]
    pub fn selected(&self) -> WayIn {
        WayIn::ALL
            .get(self.selected)
            .copied()
            .unwrap_or(WayIn::Folder)
    }

    /// Returns the lines with their place on the screen.
    pub fn lines(&self) -> impl Iterator<Item = (StartLine, Rect)> {
        let rows = self.column.top()..self.column.bottom();
        self.lines.iter().zip(rows).map(|(line, y)| {
            let row = Rect {
                y,
                height: 1,
                ..self.column
            };
            (*line, row)
        })
    }

    /// Returns `true` if what there is to say about a way to begin is on its own line.
    #[must_use]
    pub const fn is_wide(&self) -> bool {
        self.column.width >= MEASURE
    }

    /// Returns where the status line is.
    #[must_use]
    pub const fn status(&self) -> Option<Rect> {
        self.status
    }

    /// Returns what is said before the ways to begin.
    #[must_use]
    pub fn lead(&self) -> &str {
        &self.lead
    }

    /// Returns what the program promises about the reader's files.
    #[must_use]
    pub fn promise(&self) -> &str {
        &self.promise
    }

    /// Updates the geometry.
    pub(super) fn arrange(&mut self, area: Rect, keymap: &Keymap) {
        let undo = keymap.shortest_key(Context::List, Action::Undo);
        let undo = undo.map(|key| format!("; {key} takes back any change to it"));
        self.promise = format!("{PROMISE}{}.", undo.unwrap_or_default());
        let nothing = self.emptiness.as_ref().map_or(NOTHING, Clean::as_str);
        self.lead = format!("{nothing} {THREE_WAYS}");
        let (body, status) = split_status(area);
        self.status = status;
        let width = MEASURE.min(body.width.saturating_sub(6));
        let wordings = [
            Brevity::Full,
            Brevity::NoPromise,
            Brevity::NoDetails,
            Brevity::RowsOnly,
        ];
        let mut layouts = wordings
            .iter()
            .map(|brevity| layout_lines(width, *brevity, (&self.lead, &self.promise)));
        let height = usize::from(body.height);
        let fitting = layouts.find(|lines| lines.len() <= height);
        self.lines = fitting
            .unwrap_or_else(|| layout_lines(width, Brevity::RowsOnly, (&self.lead, &self.promise)));
        let spare = body
            .height
            .saturating_sub(u16::try_from(self.lines.len()).unwrap_or(u16::MAX));
        let above = (spare / 3).min(4);
        self.column = Rect {
            x: body.x + (body.width - width) / 2,
            y: body.y + above,
            width,
            height: body.height - above,
        };
    }

    fn move_by(&mut self, by: isize) {
        let last = WayIn::ALL.len() - 1;
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Returns the way to begin that is drawn on a row of the screen.
    fn way_at(&self, row: u16) -> Option<WayIn> {
        let (line, _) = self.lines().find(|(_, area)| area.y == row)?;
        match line {
            StartLine::Row(way) | StartLine::Detail(way) => Some(way),
            StartLine::Title
            | StartLine::Rule
            | StartLine::Lead(_)
            | StartLine::Promise(_)
            | StartLine::Blank => None,
        }
    }
}

/// Returns the lines in a column of that width.
fn layout_lines(width: u16, brevity: Brevity, (lead, promise): (&str, &str)) -> Vec<StartLine> {
    if brevity == Brevity::RowsOnly {
        return WayIn::ALL.map(StartLine::Row).to_vec();
    }
    let mut lines = vec![StartLine::Title, StartLine::Rule, StartLine::Blank];
    lines.extend(wrap_lines(lead, width).into_iter().map(StartLine::Lead));
    lines.push(StartLine::Blank);
    for way in WayIn::ALL {
        if way == WayIn::Welcome {
            lines.push(StartLine::Blank);
        }
        lines.push(StartLine::Row(way));
        if width < MEASURE && brevity < Brevity::NoDetails && way != WayIn::Welcome {
            lines.push(StartLine::Detail(way));
        }
    }
    if brevity == Brevity::Full {
        lines.extend([StartLine::Blank, StartLine::Rule]);
        let promise = wrap_lines(promise, width);
        lines.extend(promise.into_iter().map(StartLine::Promise));
    }
    lines
}

/// Returns the lines of a text in a column of that width.
fn wrap_lines(text: &str, width: u16) -> Vec<TextRange> {
    let all = TextRange::new(0, text.len());
    let lines = wrap::wrap(text, all, usize::from(width), wrap::Options::default());
    lines.iter().map(|line| line.range).collect()
}

impl StartScreen {
    /// Chooses a way to begin by its letter; returns `false` if the key is another.
    pub(super) fn press(&mut self, key: Key, ctx: &mut Ctx) -> bool {
        let way = WayIn::ALL
            .into_iter()
            .find(|way| key == Key::from(KeyCode::Char(way.letter())));
        if let Some(way) = way {
            self.choose_way(way, ctx);
        }
        way.is_some()
    }

    /// Does an action on the start screen.
    pub(super) fn act(&mut self, action: Action, ctx: &mut Ctx) -> Handled {
        if let Some(motion) = Motion::from_action(action, ctx.repeat_count()) {
            self.move_by(motion.to_rows(WayIn::ALL.len()));
            return Handled::Yes;
        }
        if matches!(action, Action::Open | Action::FocusRight) {
            self.choose_way(self.selected(), ctx);
        } else if matches!(action, Action::Quit | Action::Cancel) {
            ctx.send(Effect::Terminal(TerminalRequest::Quit));
        } else if action == Action::FetchFeeds {
            begin_library(WayIn::Feeds, "", ctx);
        } else if ELSEWHERE.contains(&action) {
            return Handled::No;
        } else if action != Action::StepOut {
            return Handled::Ignored;
        }
        Handled::Yes
    }

    /// Takes in a use of the mouse.
    pub(super) fn point(&mut self, mouse: Mouse, ctx: &mut Ctx) {
        match mouse.kind {
            MouseKind::ScrollUp => self.move_by(-1),
            MouseKind::ScrollDown => self.move_by(1),
            MouseKind::Drag => {}
            MouseKind::Click => {
                if let Some(way) = self.way_at(mouse.row) {
                    self.choose_way(way, ctx);
                }
            }
        }
    }

    /// Asks for what a way to begin needs, or begins at once.
    fn choose_way(&mut self, way: WayIn, ctx: &mut Ctx) {
        let mut ways = WayIn::ALL.iter();
        self.selected = ways.position(|known| *known == way).unwrap_or(0);
        let typed = self.typed.as_ref().filter(|(typed, _)| *typed == way);
        let typed = typed.map(|(_, typed)| typed.as_str());
        match way {
            WayIn::Welcome | WayIn::Feeds => begin_library(way, "", ctx),
            WayIn::Folder | WayIn::Import | WayIn::Address => match typed {
                Some(typed) => ctx.open_suggestion(Purpose::Begin(way), typed),
                None => open_way_prompt(way, ctx),
            },
        }
    }

    /// Begins with what was typed, which is offered again if nothing comes of it.
    pub(super) fn begin_typed(&mut self, way: WayIn, typed: &str, ctx: &mut Ctx) {
        let typed = typed.trim();
        if !typed.is_empty() {
            self.typed = Some((way, typed.to_owned()));
            begin_library(way, typed, ctx);
        }
    }
}

/// Opens the line in which is typed what a way to begin needs, or says why nothing can be added.
pub(super) fn prompt_way(way: WayIn, ctx: &mut Ctx) {
    if let Some(refusal) = ctx.settings.scope.refusal() {
        ctx.notice = Some(StatusNotice::warning(refusal));
        return;
    }
    open_way_prompt(way, ctx);
}

fn open_way_prompt(way: WayIn, ctx: &mut Ctx) {
    let offered = if way == WayIn::Address { "" } else { HOME };
    ctx.open_prompt(Purpose::Begin(way), offered);
}

/// Begins a library, or adds to it, with what was typed.
pub(super) fn begin_library(way: WayIn, typed: &str, ctx: &mut Ctx) {
    let typed = typed.to_owned();
    ctx.send(Effect::Begin(BeginRequest { way, typed }));
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::app::LibraryScope;
    use crate::config::Preset;

    #[test]
    fn what_has_nothing_to_be_about_is_ignored() {
        let mut start = StartScreen::default();
        let mut ctx = Ctx::new(crate::app::Settings::default());
        let mut act = |action| start.act(action, &mut ctx);
        assert_eq!(act(Action::Bookmark), Handled::Ignored);
        assert_eq!(act(Action::Help), Handled::No);
        assert_eq!(act(Action::FetchFeeds), Handled::Yes);
        assert_eq!(act(Action::MoveDown), Handled::Yes);
        assert_eq!(act(Action::StepOut), Handled::Yes);
    }

    #[rstest]
    #[case::to_their_own(LibraryScope::Own, true)]
    #[case::to_what_was_named(LibraryScope::Named, false)]
    #[case::to_a_shared_archive(LibraryScope::Shared, false)]
    fn only_what_can_be_added_is_asked_for(#[case] scope: LibraryScope, #[case] is_asked: bool) {
        let settings = crate::app::Settings {
            scope,
            ..crate::app::Settings::default()
        };
        let mut ctx = Ctx::new(settings);
        prompt_way(WayIn::Folder, &mut ctx);
        assert_eq!(ctx.prompt().is_some(), is_asked);
        let told = ctx.notice.map(|notice| notice.text.contains("without"));
        assert_eq!(told, (!is_asked).then_some(true));
    }

    #[test]
    fn the_promise_names_the_key_that_undoes() {
        let mut start = StartScreen::default();
        let area = Rect::new(0, 0, 100, 30);
        start.arrange(area, &Keymap::default());
        assert!(start.promise().ends_with("one file of its own."));
        start.arrange(area, &Keymap::new(&Preset::Less.bindings()));
        assert!(
            start
                .promise()
                .ends_with("; alt-u takes back any change to it.")
        );
    }

    #[rstest]
    #[case::wide(100, 30, 15)]
    #[case::narrow(60, 24, 18)]
    #[case::low(40, 12, 11)]
    #[case::tiny(10, 4, 4)]
    fn what_fits_is_shown(#[case] width: u16, #[case] height: u16, #[case] lines: usize) {
        let mut start = StartScreen::default();
        let keymap = Keymap::new(&Preset::Default.bindings());
        start.arrange(Rect::new(0, 0, width, height), &keymap);
        assert_eq!(start.lines.len(), lines, "{:?}", start.lines);
        let rows = start
            .lines
            .iter()
            .filter(|line| matches!(line, StartLine::Row(_)));
        assert_eq!(rows.count(), WayIn::ALL.len());
    }
}
