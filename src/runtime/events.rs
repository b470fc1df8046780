//! The event loop: sleeps until something happens, hands it to the state, does what that asks for, draws once.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event as TerminalEvent, MouseButton, MouseEvent, MouseEventKind};

use super::beginning::Beginning;
use super::desktop::Desktop;
use super::frames::FrameWriter;
use super::input::TerminalInput;
use super::outbox::{Message, Outbox};
use super::restoring::settings_of_start;
use super::sequences::Modes;
use super::services::Services;
use super::signals::{self, SignalNotice};
use super::terminal::{self, Size};
use super::view::View;
use super::{Start, input, panics};
use crate::app::effect::{Effect, TerminalRequest};
use crate::app::event::{Event, InputEvent, Mouse, MouseKind, Ticket};
use crate::app::notice::StatusNotice;
use crate::config::{Config, ConfigError};
use crate::input::key::Key;
use crate::text::Clean;

/// The most messages handled before a frame is drawn, so that a flood does not freeze the screen.
const BATCH: usize = 256;

/// How long the next key of a sequence may take before the keys that can follow are shown.
const KEY_PATIENCE: Duration = Duration::from_millis(300);

/// How long a frame waits for an article that was just requested, so that no empty page is drawn between two articles.
const ARTICLE_PATIENCE: Duration = Duration::from_millis(8);

/// The event loop and all it works with.
pub(super) struct Loop {
    reader: View,
    services: Services,
    desktop: Desktop,
    screen: FrameWriter,
    size: Size,
    /// Whether the terminal said that its size changes; it may have the old one again, with rows that were cut.
    was_resized: bool,
    /// What a library is begun with, while there is none.
    beginning: Option<Beginning>,
    outbox: Outbox,
    messages: Receiver<Message>,
    /// The article that a frame has waited for.
    awaited: Option<Ticket>,
    is_over: bool,
}

impl Loop {
    /// Makes the loop; the terminal has been borrowed.
    pub(super) fn new(
        reader: View,
        services: Services,
        (desktop, beginning): (Desktop, Option<Beginning>),
        (outbox, messages): (Outbox, Receiver<Message>),
    ) -> io::Result<Self> {
        let size = terminal::terminal_size();
        Ok(Self {
            reader,
            services,
            desktop,
            screen: FrameWriter::new(size)?,
            size,
            was_resized: false,
            beginning,
            outbox,
            messages,
            awaited: None,
            is_over: false,
        })
    }

    /// Runs until the reader quits.
    ///
    /// # Errors
    /// When a frame cannot be written.
    pub(super) fn run(&mut self) -> io::Result<()> {
        self.handle(self.resize_event())?;
        while !self.is_over {
            self.screen.draw(|frame| self.reader.draw(frame))?;
            self.services.start_background();
            let Ok(batch) = self.next_batch() else {
                break;
            };
            for message in batch {
                self.take_message(message)?;
            }
            self.wait_for_article()?;
            self.follow_size()?;
        }
        Ok(())
    }

    /// Sleeps until there is a message, and returns it with those that came meanwhile.
    ///
    /// Only while keys are pending does it wake without one, once.
    fn next_batch(&self) -> Result<Vec<Message>, RecvError> {
        let first = if self.reader.awaits_key() {
            match self.messages.recv_timeout(KEY_PATIENCE) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => {
                    Message::Event(Box::new(Event::Input(InputEvent::Waited)))
                }
                Err(RecvTimeoutError::Disconnected) => return Err(RecvError),
            }
        } else {
            self.messages.recv()?
        };
        let more = self.messages.try_iter().take(BATCH);
        Ok(std::iter::once(first).chain(more).collect())
    }

    /// Takes messages until the article that was just requested is there, or for a little while. Each request delays at most
    /// one frame.
    fn wait_for_article(&mut self) -> io::Result<()> {
        let end = Instant::now() + ARTICLE_PATIENCE;
        let before = self.awaited;
        loop {
            self.awaited = self.reader.awaited_article();
            if self.awaited.is_none() || self.awaited == before || self.is_over {
                return Ok(());
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            match self.messages.recv_timeout(left) {
                Ok(message) => self.take_message(message)?,
                Err(_) => return Ok(()),
            }
        }
    }

    fn take_message(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Event(event) => self.handle(*event),
            Message::Background(background) => {
                self.reader.set_background(background);
                Ok(())
            }
            Message::Config(config) => self.take_config(*config),
            Message::Reopen(start, notice) => self.reopen(*start, notice),
            Message::Effect(effect) => self.do_for_worker(*effect),
            // However many came, the size is looked at once, after the batch.
            Message::Signal(SignalNotice::Resized) => {
                self.was_resized = true;
                Ok(())
            }
            Message::Signal(SignalNotice::TakenAgain) => self.redraw_all(),
            Message::Signal(SignalNotice::Ending(done)) => {
                self.services.state.finish();
                drop(done);
                Ok(())
            }
            Message::InputEnded => {
                self.services.state.finish();
                signals::hang_up()
            }
        }
    }

    /// Takes a changed config in; a wrong one is reported, and the old one stays.
    fn take_config(&mut self, config: Result<Config, ConfigError>) -> io::Result<()> {
        let event = match config {
            Ok(config) => {
                self.services
                    .change_sync_folder(config.sync.folder.as_deref());
                Event::Configured(Box::new(self.reader.configure(config)))
            }
            Err(error) => Event::Notice(StatusNotice::error(&format!(
                "The changed config is not in use: {error}"
            ))),
        };
        self.handle(event)
    }

    /// Goes on with another archive: the state begins afresh, terminal and threads stay.
    fn reopen(&mut self, start: Start, notice: StatusNotice) -> io::Result<()> {
        match Services::start(&start, &self.outbox) {
            Ok(services) => self.services = services,
            Err(error) => {
                if let Some(beginning) = &self.beginning {
                    beginning.allow_another();
                }
                return self.handle(Event::Notice(StatusNotice::error(&error.to_string())));
            }
        }
        let settings = settings_of_start(&start);
        self.beginning = Beginning::of_start(&start, &self.outbox);
        self.reader.reopen(start.config, settings);
        self.handle(self.resize_event())?;
        self.handle(Event::Notice(notice))
    }

    /// Follows the terminal to its present size.
    fn follow_size(&mut self) -> io::Result<()> {
        let size = terminal::terminal_size();
        let was_resized = std::mem::take(&mut self.was_resized);
        if size == self.size && !was_resized {
            return Ok(());
        }
        self.size = size;
        self.screen.reset(size)?;
        self.handle(self.resize_event())
    }

    /// Draws everything again after somebody else had the terminal.
    fn redraw_all(&mut self) -> io::Result<()> {
        self.screen.reset(self.size)?;
        self.handle(Event::Input(InputEvent::Resumed))
    }

    const fn resize_event(&self) -> Event {
        Event::Input(InputEvent::Resized {
            columns: self.size.columns,
            rows: self.size.rows,
        })
    }

    /// Hands an event to the state, and then the answers to what the state asked for.
    fn handle(&mut self, event: Event) -> io::Result<()> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            panics::panic_if_asked(&event);
            for effect in self.reader.handle(event) {
                events.extend(self.perform(effect)?);
            }
        }
        Ok(())
    }

    /// Performs an effect that nobody's event asked for.
    fn do_for_worker(&mut self, effect: Effect) -> io::Result<()> {
        for event in self.perform(effect)? {
            self.handle(event)?;
        }
        Ok(())
    }

    /// Performs an effect and returns the answers that are there at once.
    fn perform(&mut self, effect: Effect) -> io::Result<Vec<Event>> {
        match effect {
            Effect::Terminal(TerminalRequest::Quit) => self.is_over = true,
            Effect::Terminal(TerminalRequest::Suspend) => signals::suspend(),
            Effect::Terminal(TerminalRequest::Redraw) => self.screen.reset(self.size)?,
            Effect::Terminal(request) => return Ok(self.desktop.perform(request)),
            Effect::Begin(request) => {
                // The state refuses it where nothing can be added.
                let beginning = self.beginning.as_ref();
                let notice = beginning.map(|beginning| beginning.begin_library(request));
                return Ok(notice.map(Event::Notice).into_iter().collect());
            }
            Effect::Catalogue(_)
            | Effect::Articles(_)
            | Effect::Search(_)
            | Effect::State(_)
            | Effect::Folders(_)
            | Effect::Corrections(_)
            | Effect::CompletePath { .. }
            | Effect::Export(_) => return Ok(self.services.perform(effect)),
        }
        Ok(Vec::new())
    }
}

/// Starts the threads that tell the loop of keys and signals.
///
/// # Errors
/// When one cannot be started.
pub(super) fn start_threads(outbox: &Outbox, modes: Modes) -> io::Result<()> {
    let signals = outbox.clone();
    signals::watch_signals(move |notice| signals.send_message(Message::Signal(notice)))?;
    let input = outbox.clone();
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            // Without this thread no key would work any more, so its end is told even if it was a panic.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                input::read_events(modes.asks_background, |read| match read {
                    TerminalInput::Background(background) => {
                        input.send_message(Message::Background(background));
                    }
                    TerminalInput::Events(events) => {
                        let events = events.into_iter().filter_map(convert_event);
                        events.for_each(|event| input.send(Event::Input(event)));
                    }
                })
            }));
            input.send_message(Message::InputEnded);
        })?;
    Ok(())
}

/// Returns what an event of the terminal means to the state, if it means something.
fn convert_event(event: TerminalEvent) -> Option<InputEvent> {
    match event {
        TerminalEvent::Key(key) => Key::from_event(&key).map(InputEvent::Key),
        TerminalEvent::Paste(text) => Some(InputEvent::Paste(Clean::new(&text))),
        TerminalEvent::Mouse(report) => convert_mouse(report).map(InputEvent::Mouse),
        _ => None,
    }
}

fn convert_mouse(report: MouseEvent) -> Option<Mouse> {
    let kind = match report.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::ScrollUp => MouseKind::ScrollUp,
        MouseEventKind::ScrollDown => MouseKind::ScrollDown,
        _ => return None,
    };
    Some(Mouse {
        kind,
        column: report.column,
        row: report.row,
    })
}
