//! The program in a real terminal: what it shows, and that it gives the terminal back.

mod audit;
mod first_minute;
mod first_version;
mod hostile;
mod keys;
mod library;
mod process;
mod reading;
mod searching;
mod session;
mod soak;
mod strangers;
mod ways_out;
