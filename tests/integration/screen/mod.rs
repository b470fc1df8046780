//! The screen: keys in, a drawn frame out.

mod back;
mod doubts;
mod entered;
mod find;
mod habits;
mod highlights;

mod keep;
mod links;
mod looks;
mod moving;
mod newcomers;
mod pass;
mod same;
mod samples;
mod search;
mod second_look;
mod shares;
mod story;
mod tags;
