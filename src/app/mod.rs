//! Holds the state of the screen and changes it.
//!
//! - [`event`]: what happened outside; [`effect`]: what must be done for it
//! - [`panes`]: where everything stands
//! - [`list`]: the list pane
//! - [`notice`]: a message in the status line

pub mod effect;
pub mod event;
pub mod list;
pub mod notice;
pub mod panes;
