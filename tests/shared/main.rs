//! Tests of a shared archive, against a private `PostgreSQL` server; without one on this machine they are skipped.

#[cfg(test)]
mod battery;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod corrections;
#[cfg(test)]
mod counts;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod folding;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod people;
#[cfg(test)]
mod publishing;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod same;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod server;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod unavailable;
