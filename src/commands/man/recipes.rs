//! Recipes for piping a story or a quote to another command.

use clap_mangen::roff::{Roff, bold, roman};

/// What a pipe is for, and a command for it; the story or the quote is its input.
const RECIPES: [(&str, &str); 7] = [
    ("Read it aloud", "espeak-ng -v en --stdin"),
    ("Translate it", "trans -b :de | less"),
    ("Mail it", "mail -s \"$PULLQUOTE_TITLE\" ana@news.example"),
    (
        "Summarize it with a model of your own",
        "llm 'in three sentences' | less",
    ),
    ("Count its words", "wc -w"),
    (
        "Add it to a file of cuttings, with the link",
        "{ cat; echo \"$PULLQUOTE_URL\"; } >> ~/cuttings.txt",
    ),
    ("Print it", "fold -s -w 72 | lp -t \"$PULLQUOTE_TITLE\""),
];

/// Returns the section of recipes.
pub(super) fn recipes_section() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["RECIPES"]);
    roff.text([roman(
        "The key | asks for a command and pipes the story to it as plain text, or in the sidebar the quote with its source, as well as \
         a passage that is selected. The command runs in your shell and may use the terminal; the title and the link are \
         in PULLQUOTE_TITLE and PULLQUOTE_URL. Up recalls earlier commands.",
    )]);
    for (purpose, command) in RECIPES {
        roff.control("TP", []).text([bold(purpose)]);
        roff.text([roman(command)]);
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_recipe_is_in_the_section() {
        let page = recipes_section().to_roff();
        for (purpose, _) in RECIPES {
            assert!(page.contains(purpose), "{purpose}");
        }
        assert!(page.contains("PULLQUOTE_TITLE"));
    }
}
