//! The screen: keys in, a drawn frame out.

mod find;
mod habits;
mod keep;
mod looks;
mod moving;
mod pass;
mod samples;
mod search;
mod story;
