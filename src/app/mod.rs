//! Holds the state of the screen and changes it.
