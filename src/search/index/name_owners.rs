//! Whose a name is: nearly always one person's, but "RAMOS" may be letters and a surname.

use crate::people::{Certainty, PersonId};

/// Whose a name is, and how sure that is: nearly always one person's.
#[derive(Debug, Clone, Default)]
pub(super) enum NameOwners {
    #[default]
    Nobody,
    One((PersonId, Certainty)),
    Several(Vec<(PersonId, Certainty)>),
}

impl NameOwners {
    /// Returns the owners, in any order.
    pub(super) fn list(&self) -> &[(PersonId, Certainty)] {
        match self {
            Self::Nobody => &[],
            Self::One(owner) => std::slice::from_ref(owner),
            Self::Several(owners) => owners,
        }
    }

    fn set_owners(&mut self, mut owners: Vec<(PersonId, Certainty)>) {
        *self = match owners.pop() {
            None => Self::Nobody,
            Some(only) if owners.is_empty() => Self::One(only),
            Some(last) => {
                owners.push(last);
                Self::Several(owners)
            }
        };
    }

    /// Adds an owner, or says how sure it is of one who is known; it is never said to be sure after all.
    pub(super) fn add_owner(&mut self, owner: (PersonId, Certainty)) {
        if let Self::Nobody = self {
            *self = Self::One(owner);
            return;
        }
        let mut owners = self.list().to_vec();
        match owners.iter_mut().find(|known| known.0 == owner.0) {
            Some(known) if owner.1 != Certainty::Sure => *known = owner,
            Some(_) => {}
            None => owners.push(owner),
        }
        self.set_owners(owners);
    }

    /// Removes an owner; returns `true` if nobody is left.
    pub(super) fn remove_owner(&mut self, owner: PersonId) -> bool {
        let mut owners = self.list().to_vec();
        owners.retain(|known| known.0 != owner);
        self.set_owners(owners);
        matches!(self, Self::Nobody)
    }
}
