using System.Diagnostics;
using System.Globalization;
using TechTransfer.Storage.Tests;

// A separate process on the same tables: `allot APP PREFIX COUNT` allots numbers, `decide APP NOTE KEY CALLS` decides a note and is killed
// after that many storage calls.
switch (args)
{
    case ["allot", var app, var prefix, var count]:
        var numbers = (await NoteApp.OpenAsync(app)).Numbers;
        var allotted = await Task.WhenAll(
            Enumerable
                .Range(0, int.Parse(count, CultureInfo.InvariantCulture))
                .Select(i => numbers.AllotAsync(NoteApp.Series, $"{prefix}-{i}"))
        );
        Console.WriteLine(string.Join(' ', allotted));
        return 0;

    case ["decide", var app, var note, var key, var callsBeforeDeath]:
        var limit = int.Parse(callsBeforeDeath, CultureInfo.InvariantCulture);
        var calls = new Calls();
        calls.Before = _ =>
        {
            if (calls.Count >= limit)
                Process.GetCurrentProcess().Kill();
            return Task.CompletedTask;
        };
        await (await NoteApp.OpenAsync(app, calls.Hook)).DecideAsync(note, key);
        Console.WriteLine(calls.Count);
        return 0;

    default:
        return 2;
}
