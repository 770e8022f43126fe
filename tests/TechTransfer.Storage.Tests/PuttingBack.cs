using System.Text.Json;
using System.Web;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;

namespace TechTransfer.Storage.Tests;

public sealed class PuttingBack
{
    [Fact]
    public async Task Delay_doubles_from_a_second_to_a_minute_and_ends_after_a_day()
    {
        var delays = new List<int>();
        var calls = new Calls();
        var app = await NoteApp.NewAsync(calls.Hook);
        calls.Before = request =>
        {
            if (HttpUtility.ParseQueryString(request.Uri.Query)["visibilitytimeout"] is { } hidden)
                delays.Add(int.Parse(hidden, System.Globalization.CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        };
        var missing = new NotYetException("n2 is missing.");
        var outbox = new Outbox(app.Storage);
        var message = new Envelope("note|n1|1|told", "told", "n1", 1, DateTimeOffset.UnixEpoch, JsonSerializer.SerializeToElement(1), null);

        foreach (var waits in (int[])[0, 1, 2, 3, 4, 5, 6, 7, Outbox.MaxWaits - 1])
            await outbox.PutBackAsync(app.Queue, message with { Waits = waits }, missing);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], delays);
        Assert.Same(
            missing,
            await Assert.ThrowsAsync<NotYetException>(() =>
                outbox.PutBackAsync(app.Queue, message with { Waits = Outbox.MaxWaits }, missing)
            )
        );
    }
}
