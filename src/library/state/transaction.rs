//! A transaction of the state, which knows the facts that it writes, for the journal.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use rusqlite::{Connection, Result, Transaction, TransactionBehavior};

use super::digest::RowSum;
use super::fact::Fact;
use crate::article::ArticleId;

/// The most facts that are held for the journal, which is written as a whole if there are more.
const HELD: usize = 10_000;

/// A transaction that may write facts; dropping it rolls it back.
pub(super) struct FactTransaction<'a> {
    transaction: Transaction<'a>,
    written: RefCell<WrittenFacts>,
}

/// What a transaction has written.
#[derive(Debug, Default)]
pub(super) struct WrittenFacts {
    /// The first facts, in the order they were written.
    pub(super) facts: Vec<Fact>,
    /// Whether there are more.
    pub(super) is_cut: bool,
    /// The sum of all rows that were removed or added.
    pub(super) difference: RowSum,
}

impl<'a> FactTransaction<'a> {
    /// Begins a transaction, and locks the state against other writers.
    pub(super) fn begin(connection: &'a mut Connection) -> Result<Self> {
        // Immediate takes the write lock at once. A deferred transaction would read first and, if another process
        // wrote meanwhile, fail without waiting: https://sqlite.org/rescode.html#busy_snapshot
        Ok(Self {
            transaction: connection.transaction_with_behavior(TransactionBehavior::Immediate)?,
            written: RefCell::default(),
        })
    }

    /// Notes that a row with this checksum was removed or replaced, if there was one.
    pub(super) fn note_removed(&self, digest: Option<i64>) {
        if let Some(digest) = digest {
            self.written.borrow_mut().difference.toggle(digest);
        }
    }

    /// Notes that a fact was written, as a row with this checksum.
    pub(super) fn note_written(&self, fact: &Fact, digest: i64) {
        let mut written = self.written.borrow_mut();
        written.difference.toggle(digest);
        if written.facts.len() < HELD {
            written.facts.push(fact.clone());
        } else {
            written.is_cut = true;
        }
    }

    /// Returns the articles that facts were written about; `None` if there are too many to know.
    pub(super) fn written_articles(&self) -> Option<BTreeSet<ArticleId>> {
        let written = self.written.borrow();
        let articles = written.facts.iter().filter_map(|fact| fact.key.article);
        (!written.is_cut).then(|| articles.collect())
    }

    /// Takes what was written since the last call.
    pub(super) fn take_written(&self) -> WrittenFacts {
        self.written.take()
    }

    /// Commits the transaction.
    pub(super) fn commit(self) -> Result<()> {
        self.transaction.commit()
    }
}

impl Deref for FactTransaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.transaction
    }
}
