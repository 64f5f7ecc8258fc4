//! What somebody leaves in a party group's month: a meeting, a talk, a post, a commitment, a dispute.

use domain::commitment::{Claim, Commitment, CommitmentStep, CommitmentStepKind, Post};
use domain::matter::{Dispute, Matter, MatterStep, MatterStepKind};
use domain::meeting::{Attendance, AttendanceState, Meeting, Resolution, Speech, Talk, Vote};
use domain::score::{Evidence, Points, ScoreAbout, ScoreEntry, ScorePeriod, ScoreRule};
use domain::task::{Task, TaskStep, TaskStepKind};

use super::*;

pub(super) fn hang(w: &mut Write<'_>, person: Id, neighbour: Id) -> Result<()> {
    let day = "2026-02-05".parse().unwrap();
    meet(w, person, neighbour)?;
    let id = w.mint();
    w.put(&Talk {
        id,
        kind: "组长与党员".into(),
        date: "2026-02-05".parse().unwrap(),
        talker: neighbour,
        person,
        place: Some(format!("{NAME}家")),
        body: Some("腿脚不便".into()),
        problems: Some("要轮椅".into()),
        suggestions: None,
        action: Some(format!("送到{NAME}家")),
        entered_on: day,
    })?;
    let post = Post {
        id: w.mint(),
        unit: None,
        kind: "环境卫生".into(),
        name: "护路岗".into(),
        duty: None,
        from: None,
        to: None,
    };
    w.put(&post)?;
    let id = w.mint();
    w.put(&Claim {
        id,
        post: post.id,
        person,
        performance: Some("腿脚不便仍到岗".into()),
        appraisal: None,
        remark: Some(NAME.into()),
        from: None,
        to: date("2026-03-10"),
    })?;
    let commitment = Commitment {
        id: w.mint(),
        person,
        post: Some(post.id),
        year: 2026,
        text: "腿脚好了就扫路".into(),
        measures: Some("坐轮椅去".into()),
        due: None,
    };
    w.put(&commitment)?;
    let id = w.mint();
    w.put(&CommitmentStep {
        id,
        commitment: commitment.id,
        n: 1,
        step: CommitmentStepKind::Offered,
        date: day,
        passed: None,
        note: Some("腿脚不便".into()),
    })?;
    for reporter in [Some(person), None] {
        quarrel(w, reporter)?;
    }
    assess(w, person, neighbour)
}

fn assess(w: &mut Write<'_>, person: Id, neighbour: Id) -> Result<()> {
    let date = "2026-02-05".parse().unwrap();
    let task = Task {
        id: w.mint(),
        source: "示例村党组织".into(),
        unit: None,
        date,
        text: format!("接{NAME}回家"),
        due: None,
        owner: Some(person),
        remark: Some(NAME.into()),
    };
    w.put(&task)?;
    let id = w.mint();
    let note = Some(format!("{NAME}到家了"));
    w.put(&TaskStep { id, task: task.id, n: 1, step: TaskStepKind::Given, date, note })?;
    let rule = ScoreRule {
        id: w.mint(),
        year: 2026,
        about: ScoreAbout::Member,
        kind: None,
        text: "帮邻居".into(),
        points: Points::tenths(10),
        cap: None,
        period: ScorePeriod::Year,
        evidence: Evidence::ByHand,
        of: None,
    };
    w.put(&rule)?;
    for (who, reviewer, reason) in
        [(person, neighbour, "腿脚不便还来".to_owned()), (neighbour, person, format!("帮{NAME}"))]
    {
        let id = w.mint();
        let (rule, points) = (rule.id, rule.points);
        w.put(&ScoreEntry { id, rule, person: Some(who), project: None, date, points, reason, reviewer })?;
    }
    Ok(())
}

fn meet(w: &mut Write<'_>, person: Id, neighbour: Id) -> Result<()> {
    let meeting = Meeting {
        id: w.mint(),
        kind: "党小组会".into(),
        name: format!("{NAME}家的会"),
        date: "2026-02-05".parse().unwrap(),
        start: None,
        end: None,
        place: Some(format!("{NAME}家")),
        unit: None,
        chair: Some(person),
        recorder: Some(neighbour),
        topic: None,
        agenda: vec![format!("{NAME}的事")],
        guests: None,
        remark: None,
        entered_on: "2026-02-05".parse().unwrap(),
    };
    w.put(&meeting)?;
    let id = w.mint();
    let reason = Some("腿脚不便".into());
    w.put(&Attendance { id, meeting: meeting.id, person, state: AttendanceState::Absent, reason })?;
    for (n, who, text) in [(1, person, "要一把轮椅"), (2, neighbour, "示例寅卯说示例寅住院")] {
        let id = w.mint();
        w.put(&Speech { id, meeting: meeting.id, n, person: Some(who), speaker: None, text: text.into() })?;
    }
    let id = w.mint();
    w.put(&Vote { id, meeting: meeting.id, n: 1, subject: format!("帮{NAME}"), yes: 1, no: 0, abstained: 0 })?;
    let id = w.mint();
    w.put(&Resolution {
        id,
        meeting: meeting.id,
        n: 1,
        text: format!("帮{NAME}"),
        owner: Some(person),
        owner_name: None,
        due: None,
        progress: Some(NAME.into()),
        done_on: None,
        result: None,
        told_at: None,
    })
    .map(drop)
}

/// A dispute that they reported, or in which somebody else named them.
fn quarrel(w: &mut Write<'_>, reporter: Option<Id>) -> Result<()> {
    let day = "2026-02-06".parse().unwrap();
    let theirs = reporter.is_some();
    let matter = Matter {
        id: w.mint(),
        no: if theirs { "2026-001" } else { "2026-002" }.into(),
        kind: "矛盾纠纷".into(),
        source: "来访".into(),
        date: day,
        unit: None,
        household: None,
        reporter,
        reporter_name: (!theirs).then(|| "示例某".to_owned()),
        phone: theirs.then(|| PHONE.to_owned()),
        address: None,
        content: if theirs { "腿脚不便，路不平".into() } else { format!("与{NAME}争地界") },
        materials: None,
        first_asked: None,
        own_duty: None,
        responsible: None,
        due: None,
        need: None,
    };
    w.put(&matter)?;
    let id = w.mint();
    w.put(&MatterStep {
        id,
        matter: matter.id,
        n: 1,
        step: MatterStepKind::Registered,
        date: day,
        actor: Some(NAME.into()),
        note: Some(if theirs { "送去轮椅".into() } else { format!("问过{NAME}") }),
        satisfied: None,
    })?;
    let id = w.mint();
    w.put(&Dispute {
        id,
        matter: matter.id,
        class: Some("01".into()),
        scale: None,
        party_a: Some(NAME.into()),
        party_b: Some("示例某".into()),
        involved: Some(2),
        demand: Some(if theirs { "要轮椅".into() } else { format!("{NAME}让路") }),
        method: None,
        settled: None,
    })
    .map(drop)
}
