//! 服务项目.

use domain::project::Project;

crate::table::table!(Project, "project", [id, kind, name, goal, owner, unit, served, progress, from, to]);
