using System.Globalization;
using TechTransfer.Demo;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Load;

/// <summary>
/// Sends every acknowledged command once more with its key: each must get the status, Location and ETag of its first answer. The ETag may
/// be one version higher when the first answer was sent before a follow-up step (a number, a booking) made its version.
/// </summary>
public sealed class Repeats(TwoInstances system, History history)
{
    private readonly List<string> violations = [];

    public IReadOnlyList<string> Violations => violations;

    public int Seen { get; private set; }

    /// <summary>How many repeated commands got an ETag one version higher than that of the first answer.</summary>
    public int Followed { get; private set; }

    public async Task RunAsync()
    {
        using var play = new Play(system.Places, time: system.Clock);
        foreach (var command in history.Acknowledged)
        {
            var api = play.As(command.Client, system.All[0].At(App.All.First(a => a.Name == command.App)));
            using var request = new HttpRequestMessage(new(command.Method), command.Path);
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{command.Key}\"");
            if (command.IfMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", command.IfMatch);
            if (command.Body is not null)
            {
                request.Content = new ByteArrayContent(command.Body);
                if (command.MediaType is not null)
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", command.MediaType);
            }
            using var answer = await api.Http.SendAsync(request);
            Seen++;
            var first = Answer((int)command.Status!, command.Location, command.ETag);
            var again = Answer((int)answer.StatusCode, answer.Headers.Location?.ToString(), answer.Headers.ETag?.ToString());
            if (first == again)
                continue;
            if (Answer((int)command.Status, command.Location, Next(command.ETag)) == again)
                Followed++;
            else
                violations.Add(
                    $"{command.Client} {command.Method} {command.Path} ({command.Key}) was answered {first}, and sent once more {again}."
                );
        }
    }

    private static string? Next(string? tag) =>
        long.TryParse(tag?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? string.Create(CultureInfo.InvariantCulture, $"\"{version + 1}\"")
            : null;

    private static string Answer(int status, string? location, string? tag) =>
        $"{status} Location {location ?? "none"} ETag {tag ?? "none"}";
}
