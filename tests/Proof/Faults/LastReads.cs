using System.Globalization;
using System.Text.Json;
using TechTransfer.Demo;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Faults;

/// <summary>
/// After the last queue is empty, reads every aggregate that a call was about with its history, and every certificate by its number. These
/// reads complete the recorded history.
/// </summary>
public sealed class LastReads(Play play, History history)
{
    public async Task RunAsync()
    {
        var places = history
            .Calls.Where(c => c.Key is not null)
            .SelectMany(c => new[] { c.Path, c.Location })
            .Select(p => p?.Split('?')[0].Trim('/').Split('/'))
            .Select(p =>
                p is ["api", "contracts" or "receipts" or "claims" or "achievements" or "grants" or "distributions", var id, ..]
                    ? (Collection: p[1], Id: id)
                    : default
            )
            .Where(p => p.Id is { Length: > 10 })
            .Distinct()
            .ToArray();
        foreach (var (collection, id) in places)
        {
            var app = collection switch
            {
                "contracts" or "receipts" => play.Contracts("auditor"),
                "claims" => play.Rewards("auditor"),
                _ => play.Grants("auditor"),
            };
            var read = await app.GetAsync($"/api/{collection}/{id}");
            if (read.Status != 200)
                continue;
            if (collection != "receipts")
                await app.GetAsync($"/api/{collection}/{id}/history?verify=true");
            if (collection == "contracts")
                await play.Certificates("auditor").GetAsync($"/api/certificates?subject={id}&limit=200");
        }
        await ReadCertificatesAsync();
    }

    // Reads each series up to the highest number that was seen, because no client may have read the certificates in between.
    private async Task ReadCertificatesAsync()
    {
        const int digits = 6;
        var numbers = history
            .Calls.Where(c => c is { App: "certificates", Answer: not null, Status: 200 or 201 })
            .SelectMany(c => NumbersIn(JsonDocument.Parse(c.Answer!).RootElement))
            .GroupBy(n => n[..^digits]);
        foreach (var series in numbers.ToArray())
        {
            var last = series.Max(n => int.Parse(n[^digits..], CultureInfo.InvariantCulture));
            for (var serial = 1; serial <= last; serial++)
            {
                await play.Certificates("auditor")
                    .GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/certificates/{series.Key}{serial:D6}"));
            }
        }
    }

    private static IEnumerable<string> NumbersIn(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            yield break;
        if (body.TryGetProperty("number", out var number) && number.GetString() is { Length: > 6 } text)
            yield return text;
        if (!body.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var found in items.EnumerateArray().SelectMany(NumbersIn))
            yield return found;
    }
}
