//! What an open book offers besides reading and writing rows: undo and history, drafts, audit log, check, secrets.

use domain::id::Id;

use crate::audit::{self, AuditRow};
use crate::book::{Book, hold};
use crate::check::{self, Finding};
use crate::draft::{self, Draft};
use crate::error::{Result, StoreError};
use crate::history::{self, OpRow};
use crate::key::{Found, KeyFile, Label};
use crate::recovery::RecoveryCode;
use crate::tables::import_mapping;
use crate::undo::{self, OpDone};
use crate::unlock::{rewrap, unlock};
use crate::{Secret, chance, connect};

impl Book {
    /// Takes back an operation, or the newest that stands. One out of the past whose rows later ones changed is refused
    /// with the list of those ([`StoreError::Later`]).
    pub fn undo(&self, op: Option<i64>) -> Result<OpDone> {
        undo::undo(&mut hold(&self.writer), self.author(), op)
    }

    /// Does again what the newest undo took back.
    pub fn redo(&self) -> Result<OpDone> {
        undo::redo(&mut hold(&self.writer), self.author())
    }

    /// What [`Book::undo`] would take back.
    pub fn can_undo(&self) -> Result<Option<OpRow>> {
        self.read(|r| undo::next_undo(r.conn))
    }

    /// The undo that [`Book::redo`] would take back.
    pub fn can_redo(&self) -> Result<Option<OpRow>> {
        self.read(|r| undo::next_redo(r.conn))
    }

    /// One page of the history, newest first, and how many operations there are; with `record` only those that changed
    /// that row or what hangs on it.
    pub fn history(&self, offset: usize, limit: usize, record: Option<Id>) -> Result<(usize, Vec<OpRow>)> {
        self.read(|r| history::page(r.conn, offset, limit, record))
    }

    /// The instant (RFC 3339, UTC) of the first operation that wrote the row of this id; none when none did.
    pub fn first_change(&self, record: Id) -> Result<Option<String>> {
        self.read(|r| history::first(r.conn, record))
    }

    /// Looks over the file, the rows' references, the history and the key file's copies. Nothing found: sound. `quick`
    /// leaves out what reads every page twice.
    pub fn check(&self, quick: bool) -> Result<Vec<Finding>> {
        let mut found = self.read(|r| check::check(r.conn, quick))?;
        let kept = hold(&self.key_file);
        match KeyFile::find(&self.dir, connect::newest()) {
            Found::Whole(file, bad) if file == *kept => {
                found.extend(bad.into_iter().map(|name| Finding::error("integrity.key_copy", name.to_owned())));
            }
            _ => found.push(Finding::error("integrity.key_copy", crate::folder::KEYS.join(" "))),
        }
        Ok(found)
    }

    /// Writes the copies of the key file that are missing or damaged, out of what the open book holds; gives their names.
    pub fn mend_keys(&self) -> Result<Vec<&'static str>> {
        let kept = hold(&self.key_file);
        let bad = match KeyFile::find(&self.dir, connect::newest()) {
            Found::Whole(file, bad) if file == *kept => bad,
            Found::Newer(_) => return Err(StoreError::Newer),
            _ => crate::folder::KEYS.to_vec(),
        };
        for name in &bad {
            kept.mend(&self.dir, name)?;
        }
        Ok(bad)
    }

    /// Keeps what stands in a form that is not saved yet.
    pub fn save_draft(&self, key: &str, value: &str) -> Result<()> {
        draft::save(&hold(&self.drafts), key, value, &self.chance.now())
    }

    /// What stood in a form.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>> {
        draft::get(&hold(&self.drafts), key)
    }

    /// Everything that stood in forms.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        draft::all(&hold(&self.drafts))
    }

    /// Forgets a draft: saved, or given up.
    pub fn drop_draft(&self, key: &str) -> Result<()> {
        draft::drop(&hold(&self.drafts), key)
    }

    /// Notes in the audit log what is no operation: revealing, printing, exporting.
    pub fn audit_append(&self, act: &str, what: Option<&str>, reason: Option<&str>) -> Result<()> {
        let mut conn = hold(&self.writer);
        let transaction = conn.transaction()?;
        let id = chance::mint(&*self.chance);
        audit::append(&transaction, self.author(), id, &self.chance.now(), act, what, reason)?;
        Ok(transaction.commit()?)
    }

    /// One page of the audit log, newest first, and how many entries there are.
    pub fn audit(&self, offset: usize, limit: usize) -> Result<(usize, Vec<AuditRow>)> {
        self.read(|r| audit::page(r.conn, offset, limit))
    }

    /// All entries of the audit log of these acts (`export`, `print`, …), newest first.
    pub fn audit_of(&self, acts: &[&str]) -> Result<Vec<AuditRow>> {
        self.read(|r| audit::of(r.conn, acts))
    }

    /// The number of the first entry of the audit log that was tampered with; none when it is whole.
    pub fn audit_broken(&self) -> Result<Option<i64>> {
        self.read(|r| audit::broken(r.conn))
    }

    /// What is set under a key.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.read(|r| r.setting(key))
    }

    /// Remembers how a list with this set of captions was mapped.
    pub fn remember_mapping(&self, captions: &str, mapping: &str) -> Result<()> {
        import_mapping::remember(&hold(&self.writer), captions, mapping, &self.chance.now())
    }

    /// The mapping that was last used for this set of captions.
    pub fn recall_mapping(&self, captions: &str) -> Result<Option<String>> {
        self.read(|r| r.mapping(captions))
    }

    /// What stands on the cover.
    #[must_use]
    pub fn label(&self) -> Label {
        hold(&self.key_file).label.clone()
    }

    /// Writes another cover.
    pub fn set_label(&self, label: &Label) -> Result<()> {
        let mut file = hold(&self.key_file);
        let mut changed = file.clone();
        changed.label = label.clone();
        changed.save(&self.dir)?;
        *file = changed;
        Ok(())
    }

    /// Gives whoever's password `old` is another one. A wrong one counts as in unlocking.
    pub fn change_password(&self, old: &str, new: &str) -> Result<()> {
        if new.is_empty() {
            return Err(StoreError::EmptyPassword);
        }
        let mut file = hold(&self.key_file);
        let (key, operator) = unlock(&self.dir, &file, Secret::Password(old), &*self.chance)?;
        let at = file.of_operator(operator).ok_or(StoreError::KeyDamaged)?;
        file.is_free(new, Some(operator))?;
        rewrap(&self.dir, &mut file, at, &key, new.as_bytes(), &*self.chance)
    }

    /// Makes a new recovery code; the old one opens nothing from then on.
    pub fn new_recovery_code(&self, password: &str) -> Result<RecoveryCode> {
        let mut file = hold(&self.key_file);
        let (key, _) = unlock(&self.dir, &file, Secret::Password(password), &*self.chance)?;
        let at = file.recovery().ok_or(StoreError::KeyDamaged)?;
        let code = RecoveryCode::new(&*self.chance);
        rewrap(&self.dir, &mut file, at, &key, code.bytes(), &*self.chance)?;
        Ok(code)
    }
}
