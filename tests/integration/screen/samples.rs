//! The articles that the stories are told with.

/// A story with four quotes, a date and a source, longer than a small screen.
pub(crate) const FERRY: (&str, &str) = (
    "harbour-times_2026-09-08_ferry.txt",
    "Ferry sails again after the storm

The night boat left port for the first time in a week.

By Nora Quist

The night ferry left the harbour on Tuesday with forty passengers and a dog, six days after waves tore its ramp away.

“We will sail every night from now on,” said Captain Ines Holm, who has run the line since March.

The ramp was welded by hand. The shipyard had no crane to spare, and the welders worked through two nights of rain.

“It was cold,” Per Lund, the foreman, said. “Nobody complained.”

The harbour board meets next week. Its chairwoman, Tilda Marsh, told reporters that the ramp “should never have been made of iron.”

Tickets are sold at the pier from noon.
",
);

/// A short one, a day older, of another source.
pub(crate) const TIDE: (&str, &str) = (
    "coast-press_2026-09-07_tide.txt",
    "Tide tables were wrong for a year

A clerk had copied the wrong column, the office said on Monday.

“I don’t know how it happened,” said Ada Bright, the clerk.
",
);

/// The oldest one, without quotes.
pub(crate) const LAMP: (&str, &str) = (
    "coast-press_2026-08-01_lamp.txt",
    "Lamp in the old lighthouse is lit again

The lamp was lit at dusk by the keeper’s granddaughter, and boats sounded their horns.
",
);

/// All three.
pub(crate) const ALL: &[(&str, &str)] = &[FERRY, TIDE, LAMP];
