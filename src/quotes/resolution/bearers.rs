//! Chooses among several people named before whom a description with "the" may be of: "Ana Ruiz was on her way home. “…,”
//! the student said."

use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

impl Pronoun<'_> {
    /// Removes the candidates of other paragraphs, if just one is named in that of the description.
    pub(super) fn keep_own_paragraph(&self, candidates: &mut Vec<Antecedent>) {
        let here = self.paragraph_of(self.index);
        let is_here = |one: &Antecedent| self.paragraph_of(one.mention) == here;
        if candidates.iter().filter(|one| is_here(one)).count() == 1 {
            candidates.retain(is_here);
        }
    }
}
