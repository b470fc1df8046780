//! Knows the lines that introduce somebody's words: "To wit:", "She wrote:", "From the Harbor Ledger:".

use std::sync::LazyLock;

use regex::bytes;

/// An introduction is looked for within this many bytes before the colon.
const LONGEST: usize = 600;

/// How a line ends, or is, when somebody's words follow; of bytes, since classes of Unicode are dear to build.
static INTRODUCTION: LazyLock<Option<bytes::Regex>> = LazyLock::new(|| {
    let verb = "said|says|wrote|writes|tweeted|tweets|posted|stated|states|added|adds|continued|continues|explained|\
                explains|argued|argues|concluded|concludes|declared|declares|replied|responded|reads|read|reported|\
                reports|recalled|warned|warns|insisted|put it|goes on|went on|observed|noted|convey|commented|\
                remarked|announced|spoke out|weighed in|had this to say|told [\\w\\x80-\\xff]+|asked|asks|answered|\
                answers|joked|urged|urges|vowed|pledged|testified|recounted|mused|asserted|asserts|contended|\
                maintained|complained|cautioned|emphasized|emphasised|stressed|reasoned|predicted|conceded|admitted|\
                acknowledged|claimed|claims|alleged|retorted|countered|shot back|chimed in|elaborated|clarified|\
                proclaimed|advised|revealed|emailed|texted|messaged|begins|began|opens|opened|ends|ended|\
                summed up|summed it up|opined|quipped|ranted|fumed|raged|gushed|pleaded|begged|promised|confessed|\
                blogged|captioned|fired back|hit back|pointed out|points out|lamented|signed off|explained it|\
                quotes|quoted [\\w\\x80-\\xff]+";
    let participle = "saying|writing|adding|stating|arguing|warning|observing|explaining|noting|declaring|asking|\
                      replying|claiming|insisting|reading|tweeting|posting|captioning";
    let thing = "statement|letter|memo|email|e-mail|post|tweet|message|passage|excerpt|report|speech|testimony|\
                 caption|note|editorial|op-ed|column|essay|reply|response|answer|remarks|comments|words|notice|\
                 press release|exchange|quote|clause|prayer|pledge|oath";
    let tail = "(?: (?:of|to|on|in|for|about|against) [\\w\\x80-\\xff' -]{2,30})?";
    let source = "(?: (?:from|by|of|to|on) [\\w\\x80-\\xff' .-]{2,40})?";
    let forms = [
        "(?:^|.* )(?:to wit|in part|in full|as follows|the following|thus|in (?:his|her|their|its) (?:own )?words)"
            .to_owned(),
        format!("(?:^|.* )(?:{verb})(?: this| it)?{tail}"),
        format!("(?:^|.* )(?:{participle}){tail}"),
        format!("(?:^|.* )(?:the|this|his|her|their|its|a|[\\w\\x80-\\xff]+(?:'|’)s?) (?:[\\w\\x80-\\xff]+ )?(?:{thing}){source}"),
        "(?:from|according to|per) .{2,90}".to_owned(),
    ];
    bytes::RegexBuilder::new(&format!("^(?i)(?:{}):$", forms.join("|")))
        .unicode(false)
        .build()
        .ok()
});

/// Returns `true` if a line introduces words that follow.
pub(super) fn is_introduction(line: &str) -> bool {
    let start = line.len().saturating_sub(LONGEST);
    let end = (start..=line.len())
        .find_map(|start| line.get(start..))
        .unwrap_or(line);
    let sentence = end.rsplit_once(". ").map_or(end, |(_, sentence)| sentence);
    let is_of_a_player = ["Listen ", "Watch ", "Hear ", "View "]
        .iter()
        .any(|verb| sentence.starts_with(verb));
    !is_of_a_player
        && INTRODUCTION.as_ref().is_some_and(|introduction| {
            // The pattern knows one kind of blank.
            let sentence = sentence.replace(char::is_whitespace, " ");
            introduction.is_match(sentence.as_bytes())
        })
}
