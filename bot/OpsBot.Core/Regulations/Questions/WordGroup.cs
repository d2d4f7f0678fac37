namespace OpsBot.Core.Regulations.Questions;

/// <summary>One line of the word list: what people say, and what the documents call it.</summary>
public sealed record WordGroup(IReadOnlyList<string> Say, IReadOnlyList<string> Mean);
