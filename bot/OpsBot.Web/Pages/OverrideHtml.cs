using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Pages;

/// <summary>The override page as plain HTML: no script, nothing from another address, every value encoded.</summary>
internal static class OverrideHtml
{
    private const string Policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'unsafe-inline'";
    private const string Style = "body{font:16px/1.6 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}dt{font-weight:bold}pre{white-space:pre-wrap;border-left:3px solid #888;padding-left:1em}button{font-size:1em;padding:.5em 1.5em;margin-right:1em}label{display:block;margin:1em 0}";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static IResult Notice(string text, int status) => new Page($"<p role=\"status\">{Encode(text)}</p>", status);

    /// <param name="notice">What just happened; null: nothing yet.</param>
    /// <param name="id">The override.</param>
    /// <param name="facts">What is to be decided on.</param>
    /// <param name="text">The circular's words.</param>
    /// <param name="ticket">Null: nothing can be decided here.</param>
    public static IResult Decision(string? notice, string id, IReadOnlyList<CardFact> facts, string? text, string? ticket)
    {
        var page = new StringBuilder();
        if (notice is not null)
            page.Append($"<p role=\"status\">{Encode(notice)}</p>");
        page.Append($"<h2>{Encode(id)}</h2><dl>");
        foreach (var fact in facts)
            page.Append($"<dt>{Encode(fact.Label)}</dt><dd>{Encode(fact.Value)}</dd>");
        page.Append("</dl>");
        if (text is not null)
            page.Append($"<h2>{OverridePageTexts.Body}</h2><pre>{Encode(text)}</pre>");
        if (ticket is not null)
            page.Append($"<p>{OverridePageTexts.Warning}</p><form method=\"post\" action=\"/override\"><input type=\"hidden\" name=\"t\" value=\"{Encode(ticket)}\">"
                + $"<label>{OverridePageTexts.Reason} <input name=\"reason\" maxlength=\"200\"></label>"
                + $"<button name=\"decision\" value=\"approve\">{OverridePageTexts.Approve}</button><button name=\"decision\" value=\"reject\">{OverridePageTexts.Reject}</button></form>");
        return new Page(page.ToString(), 200);
    }

    public static IResult Links(IReadOnlyList<(string Heading, string Text, string Link)> sections) => sections.Count == 0
        ? Notice(OverridePageTexts.Nothing, 200)
        : new Page(string.Concat(sections.Select(s => $"<h2>{Encode(s.Heading)}</h2><p><a href=\"{Encode(s.Link)}\">{Encode(s.Text)}</a></p>")), 200);

    private static string Encode(string text) => Encoder.Encode(text);

    private sealed class Page(string body, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            // The address is the login: it must not be kept by caches nor told to others.
            response.Headers.CacheControl = "no-store";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.ContentSecurityPolicy = Policy;
            return response.WriteAsync(
                $"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{OverridePageTexts.Title}</title><style>{Style}</style></head><body><h1>{OverridePageTexts.Title}</h1>{body}</body></html>",
                httpContext.RequestAborted);
        }
    }
}
