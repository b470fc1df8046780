//! Refuses what no feed needs and only an attack holds: entities of its own, and nesting without end.

use quick_xml::Reader;
use quick_xml::events::Event;

/// No feed nests elements deeper.
const DEEPEST: usize = 200;

/// No feed has more elements.
const MOST_ELEMENTS: usize = 2_000_000;

/// Returns `Ok` if bytes may be given to a parser; JSON parsers limit the depth themselves.
///
/// # Errors
/// Returns a message that says what is refused.
pub(super) fn check_limits(bytes: &[u8]) -> Result<(), String> {
    if bytes.trim_ascii_start().starts_with(b"{") {
        return Ok(());
    }
    let mut reader = Reader::from_reader(bytes);
    // Mismatched tags are not what is checked here.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().allow_unmatched_ends = true;
    let (mut depth, mut elements) = (0_usize, 0_usize);
    let mut room = Vec::new();
    loop {
        room.clear();
        match reader.read_event_into(&mut room) {
            // "Billion laughs": entities that expand to each other.
            Ok(Event::DocType(declaration)) if declaration.contains("<!ENTITY") => {
                return Err("defines its own entities, as attacks do: refused".to_owned());
            }
            Ok(Event::Start(_)) => {
                depth += 1;
                elements += 1;
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            // Any other fault is the parser's to report.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        if depth > DEEPEST {
            return Err(format!("nests elements deeper than {DEEPEST}: refused"));
        }
        if elements > MOST_ELEMENTS {
            return Err(format!("has more than {MOST_ELEMENTS} elements: refused"));
        }
    }
}
