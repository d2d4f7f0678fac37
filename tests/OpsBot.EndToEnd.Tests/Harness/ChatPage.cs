using System.Globalization;
using Microsoft.Playwright;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>The chat page in a real headless Chromium, used as a person would.</summary>
internal sealed class ChatPage : IAsyncDisposable
{
    private const float AnswerLimit = 20_000;
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private string _person;

    private ChatPage(IPlaywright playwright, IBrowser browser, IPage page, string person)
    {
        _person = person;
        _playwright = playwright;
        _browser = browser;
        Page = page;
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss", Host: not "127.0.0.1" })
                Outside.Add(request.Url);
        };
        page.PageError += (_, error) => Faults.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Addresses outside the machine that the page asked for; must stay empty.</summary>
    public List<string> Outside { get; } = [];

    /// <summary>Script errors of the page; must stay empty.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>As a person of the demo.</summary>
    public static Task<ChatPage> OpenAsync(BotProcess bot, string person) => OpenAsync(bot, $"/?person={person}", person);

    /// <summary>As somebody at the public entrance.</summary>
    public static async Task<ChatPage> OpenPublicAsync(BotProcess bot)
    {
        var chat = await OpenAsync(bot, "/public", "");
        chat._person = await chat.VisitorAsync();
        return chat;
    }

    /// <summary>The account that the page made for this visit.</summary>
    public async Task<string> VisitorAsync() => (await Page.Locator("#chat > [data-user]").GetAttributeAsync("data-user"))!;

    private static async Task<ChatPage> OpenAsync(BotProcess bot, string path, string person)
    {
        var program = Programs.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests need Chromium (Debian: apt-get install chromium).");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = new ViewportSize { Width = 1000, Height = 900 } });
        var chat = new ChatPage(playwright, browser, page, person);
        page.SetDefaultTimeout(AnswerLimit);
        await page.GotoAsync(new Uri(bot.Address, path).ToString());
        await chat.Log.GetByRole(AriaRole.Article).First.WaitForAsync();
        return chat;
    }

    /// <summary>Becomes another person by the page's own switch.</summary>
    public async Task BecomeAsync(string person)
    {
        await Page.SelectOptionAsync("#person", person);
        _person = person;
        await Log.GetByRole(AriaRole.Article).First.WaitForAsync();
    }

    public async Task SayAsync(string text, string expected)
    {
        await Page.FillAsync("[data-id=webchat-sendbox-input]", text);
        await Page.PressAsync("[data-id=webchat-sendbox-input]", "Enter");
        await SeesAsync(expected);
    }

    /// <summary>Presses the newest button with this title: a card's button or a suggested answer.</summary>
    public Task PressAsync(string title) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = title, Exact = true }).Last.ClickAsync();

    /// <summary>Waits until the chat shows the text; what it shows instead is kept as a picture.</summary>
    public async Task SeesAsync(string text)
    {
        try
        {
            await Log.Filter(new LocatorFilterOptions { HasText = text }).First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            await ScreenshotAsync("failure.png");
            throw;
        }
    }

    public async Task<string> TextAsync() => await Log.InnerTextAsync();

    /// <summary>Moves the demo clock with the page's own form, to local wall time.</summary>
    public async Task MoveClockAsync(DateTimeOffset to)
    {
        if (!await Page.Locator("#clock-set").IsVisibleAsync())
            await Page.ClickAsync("#clock-tools summary");
        await Page.FillAsync("#clock-to", to.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await Page.ClickAsync("#clock-set");
    }

    public Task ScreenshotAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "tests", "artifacts", name) });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private ILocator Log => Page.Locator($"[data-user{(_person.Length > 0 ? "=" + _person : "")}] .webchat__basic-transcript");
}
