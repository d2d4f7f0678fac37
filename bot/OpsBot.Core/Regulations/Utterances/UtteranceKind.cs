namespace OpsBot.Core.Regulations.Utterances;

/// <summary>What kind a message is that no dialog claimed.</summary>
public enum UtteranceKind
{
    /// <summary>Something is asked, or a burden is told of: the library answers and may judge.</summary>
    Question,

    /// <summary>A matter is named, but nothing is asked and nothing told: the library may show a clause and judges nothing.</summary>
    Topic,

    /// <summary>A command of the chat, or something near one.</summary>
    Command,

    /// <summary>A piece of a talk without a matter of its own.</summary>
    Fragment,

    /// <summary>A text of others was pasted, and nothing is asked about it.</summary>
    Pasted,

    /// <summary>Talk, thanks, praise.</summary>
    SmallTalk,

    /// <summary>Grief about work without a matter, or an insult.</summary>
    Venting,

    /// <summary>A question about the bot itself.</summary>
    Service,

    /// <summary>Words of self-harm.</summary>
    Distress,

    /// <summary>Words of hurting others.</summary>
    Violence,
}
