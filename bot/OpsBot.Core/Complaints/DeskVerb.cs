namespace OpsBot.Core.Complaints;

/// <summary>What the office can do at its desk.</summary>
public enum DeskVerb
{
    /// <summary>List open cases (待办).</summary>
    List,

    /// <summary>Show a case (查看).</summary>
    Show,

    /// <summary>Show the sealed words (查看原话).</summary>
    Original,

    /// <summary>Name the unit complained about (认定单位).</summary>
    Unit,

    /// <summary>Write the problem sheet (核实).</summary>
    Verify,

    /// <summary>Do not take on (不予受理).</summary>
    Decline,

    /// <summary>Give out to both legs (交办).</summary>
    Dispatch,

    /// <summary>Agree with a leg's report (同意).</summary>
    Approve,

    /// <summary>Return a leg (退回).</summary>
    Return,

    /// <summary>Tell the reporter (反馈).</summary>
    Feedback,

    /// <summary>Mark the names of the report (标记).</summary>
    Mark,

    /// <summary>State that the report names nobody (没有点名).</summary>
    Nobody,
}
