//! Operators: who may open the book. A row says who they are, a wrap of the data key in the key file lets them in.
//!
//! Row and wrap lie in two places, so their order matters: whoever is added gets the row first, whoever ends loses the
//! wrap first. Cut short in between, the book opens for all who could open it before; whoever has a row without a wrap
//! is listed as such, and is given one by adding them again under the same name. None of this can be undone: an undo
//! must not take away a row that a wrap points to. What a leader's hand-over changes besides is `app`'s.

use domain::date::PartialDate;
use domain::id::Id;
use serde::Serialize;

use crate::book::{Book, hold};
use crate::error::{Result, StoreError};
use crate::key::KeyFile;
use crate::seal::{Cost, Holder, Wrap};
use crate::table::Columns;
use crate::tables::operator::Operator;
use crate::unlock::{Secret, unlock};
use crate::write::{OpKind, Write, Written};

/// Somebody who uses or used the book.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OperatorRow {
    /// Who.
    pub operator: Operator,
    /// Their password opens the book.
    pub opens: bool,
    /// The recovery code opens the book in their name.
    pub owner: bool,
}

/// Somebody new, as they are added.
#[derive(Clone, Copy)]
pub struct NewOperator<'a> {
    /// As operations will show it.
    pub name: &'a str,
    /// Their own; no other operator's.
    pub password: &'a str,
    /// Since when.
    pub from: PartialDate,
}

impl Book {
    /// Who uses and used the book, in the order of their coming.
    pub fn operators(&self) -> Result<Vec<OperatorRow>> {
        let rows = self.read(|r| r.rows::<Operator>(&Operator::sql().all, []))?;
        let file = hold(&self.key_file);
        let owner = file.owner().map(|at| file.wraps[at].holder);
        Ok(rows
            .into_iter()
            .map(|operator| OperatorRow {
                opens: file.of_operator(operator.id).is_some(),
                owner: owner == Some(Holder::Operator(operator.id)),
                operator,
            })
            .collect())
    }

    /// Adds somebody. `own` is the password of who is at it.
    ///
    /// # Errors
    /// A wrong own password; a name or a password that somebody else has.
    pub fn add_operator(&self, own: &str, new: NewOperator<'_>) -> Result<Written<Id>> {
        let cost = self.admit(own, new.password)?;
        let taken = self.who_opens();
        let written = self.write(OpKind::OPERATOR, "添加使用人", |w| {
            let id = seat(w, new, &taken)?;
            w.note_audit("operator", Some(&format!("add {id}")), None)?;
            Ok::<_, StoreError>(id)
        })?;
        let wrap = Wrap::new(&self.key, Holder::Operator(written.value), new.password.as_bytes(), cost, &*self.chance)?;
        self.change_wraps(|file| file.wraps.push(wrap))?;
        Ok(written)
    }

    /// Ends somebody: their password opens nothing any more; what they did keeps their name. `own` is the password of
    /// who is at it.
    ///
    /// # Errors
    /// A wrong own password; oneself; the last one; somebody who is gone.
    pub fn end_operator(&self, own: &str, id: Id, to: PartialDate) -> Result<Written<()>> {
        self.own_cost(own)?;
        if id == self.operator().id {
            return Err(StoreError::OwnOperator);
        }
        let row: Operator = self.read(|r| r.get(id))?.ok_or(StoreError::NoSuchOperator)?;
        self.change_wraps(|file| file.wraps.retain(|wrap| wrap.holder != Holder::Operator(id)))?;
        self.write(OpKind::OPERATOR, "停用使用人", |w| {
            w.put(&Operator { to: Some(row.to.unwrap_or(to)), ..row })?;
            w.note_audit("operator", Some(&format!("end {id}")), None)
        })
    }

    /// Puts somebody new in the place of who is at it, as one operation with what `act` does besides. With `ends` the
    /// old password opens nothing any more from then on; the book stays open.
    ///
    /// # Errors
    /// As [`Book::add_operator`]; what `act` says. Nothing is changed then.
    pub fn hand_over<E: From<StoreError>>(
        &self,
        own: &str,
        new: NewOperator<'_>,
        ends: bool,
        act: impl FnOnce(&mut Write<'_>) -> Result<(), E>,
    ) -> Result<Written<Id>, E> {
        let cost = self.admit(own, new.password)?;
        let (old, taken) = (self.operator().id, self.who_opens());
        let written = self.write(OpKind::HAND_OVER, "换届交接", |w| {
            let id = seat(w, new, &taken)?;
            if ends {
                let row: Operator = w.get(old)?.ok_or(StoreError::NoSuchOperator)?;
                w.put(&Operator { to: Some(new.from), ..row })?;
            }
            act(w)?;
            w.note_audit("hand_over", Some(&format!("{old} {id}")), None)?;
            Ok::<_, E>(id)
        })?;
        // The new wrap takes the old one's place, and with it the recovery code when that was the owner's. One writing
        // of the key file: there is no moment at which nobody could open the book.
        let wrap = Wrap::new(&self.key, Holder::Operator(written.value), new.password.as_bytes(), cost, &*self.chance)?;
        self.change_wraps(|file| {
            let at = file.of_operator(old).unwrap_or(0);
            file.wraps.insert(at, wrap);
            if ends {
                file.wraps.retain(|wrap| wrap.holder != Holder::Operator(old));
            }
        })?;
        Ok(written)
    }

    /// Asks for the password of who is at it; says what a wrap costs here. The data key is at hand in an open book.
    fn own_cost(&self, own: &str) -> Result<Cost> {
        let file = hold(&self.key_file).clone();
        let (_, who) = unlock(&self.dir, &file, Secret::Password(own), &*self.chance)?;
        if who != self.operator().id {
            return Err(StoreError::NotOwnPassword);
        }
        let at = file.of_operator(who).ok_or(StoreError::KeyDamaged)?;
        Ok(file.wraps[at].cost)
    }

    fn admit(&self, own: &str, password: &str) -> Result<Cost> {
        if password.is_empty() {
            return Err(StoreError::EmptyPassword);
        }
        let cost = self.own_cost(own)?;
        hold(&self.key_file).is_free(password, None)?;
        Ok(cost)
    }

    fn who_opens(&self) -> Vec<Id> {
        let file = hold(&self.key_file);
        let holders = file.wraps.iter().map(|wrap| wrap.holder);
        holders.filter_map(|holder| if let Holder::Operator(id) = holder { Some(id) } else { None }).collect()
    }

    fn change_wraps(&self, change: impl FnOnce(&mut KeyFile)) -> Result<()> {
        let mut file = hold(&self.key_file);
        let mut changed = file.clone();
        change(&mut changed);
        if changed.owner().is_none() {
            return Err(StoreError::LastOperator);
        }
        changed.save(&self.dir)?;
        *file = changed;
        Ok(())
    }
}

/// The row of somebody new: one of this name that has no password is taken up again, one that has is refused.
fn seat(w: &mut Write<'_>, new: NewOperator<'_>, taken: &[Id]) -> Result<Id> {
    match w.all::<Operator>()?.into_iter().find(|row| row.name == new.name && row.to.is_none()) {
        Some(row) if taken.contains(&row.id) => Err(StoreError::NameTaken),
        Some(row) => Ok(row.id),
        None => {
            let row = Operator { id: w.mint(), name: new.name.to_owned(), from: Some(new.from), to: None };
            w.put(&row)?;
            Ok(row.id)
        }
    }
}

impl KeyFile {
    /// A password opens the book in one person's name: it must be nobody else's.
    pub(crate) fn is_free(&self, password: &str, but: Option<Id>) -> Result<()> {
        for wrap in &self.wraps {
            if matches!(wrap.holder, Holder::Operator(id) if Some(id) != but)
                && wrap.open(password.as_bytes())?.is_some()
            {
                return Err(StoreError::PasswordTaken);
            }
        }
        Ok(())
    }
}
