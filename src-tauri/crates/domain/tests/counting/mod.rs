mod balance;
mod days;
mod village;
