//! Turns keys into actions.
