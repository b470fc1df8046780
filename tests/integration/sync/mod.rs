//! Several devices of one reader, each a home of its own and real processes, come out the same whatever carries their files.

mod carriers;
mod devices;
mod rounds;
mod screen;
mod versions;

pub(crate) use carriers::has_git;
