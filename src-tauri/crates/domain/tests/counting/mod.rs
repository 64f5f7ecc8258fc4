mod balance;
mod days;
mod duties;
mod village;
