using System.Diagnostics;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>A sample contract after its registration, with its certificate and quotes.</summary>
/// <param name="Contract">The contract as the filer reads it at the end.</param>
/// <param name="SellerReward">Yuan that a quote gives the sellers.</param>
/// <param name="BuyerReward">Yuan that a quote gives the buyers.</param>
/// <param name="Estimated">True when a quote is only an estimate.</param>
/// <param name="Certificate">JSON of the certificate of registration as the filer reads it.</param>
public sealed record Played(
    SampleContract Sample,
    string ContractId,
    JsonNode Contract,
    decimal SellerReward,
    decimal BuyerReward,
    bool Estimated,
    JsonNode Certificate,
    byte[] Pdf
);

/// <summary>Plays the sample contracts over HTTP in the roles of offices, companies, registrars and the approver.</summary>
/// <param name="through">Makes the handler that sends a user's calls to an app; null for ordinary connections.</param>
/// <param name="time">The clock of the apps; null for the real time.</param>
public sealed class Play(PlayOptions options, Func<string, Uri, HttpMessageHandler>? through = null, TimeProvider? time = null)
    : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly System.Security.Cryptography.ECDsa key = LocalKeys.Read(options.Keys);
    private readonly Dictionary<(Uri, string), Api> apis = [];
    private string? achievement;

    public static async Task<int> RunAsync(PlayOptions options)
    {
        var started = Stopwatch.StartNew();
        using var play = new Play(options);
        var played = await play.AllAsync(Progress.Say);
        var grant = await play.Grant.DistributeAsync(played.Single(p => p.Sample.Id == GrantPlay.Converted).ContractId);
        var certificates = await new CertificatePlay(play).RunAsync(Progress.Say);
        var rewards = await new RewardPlay(play).ClaimAsync();
        Directory.CreateDirectory(options.Out);
        foreach (var old in Directory.GetFiles(options.Out, "*.pdf"))
            File.Delete(old);
        foreach (var contract in played)
            await File.WriteAllBytesAsync(Path.Combine(options.Out, FileName(contract)), contract.Pdf);
        foreach (var certificate in certificates)
            await File.WriteAllBytesAsync(Path.Combine(options.Out, certificate.FileName), certificate.Pdf);
        Progress.Clear();

        var (language, folder, seconds) = (
            options.Language,
            Path.GetRelativePath(Repository.Root, options.Out),
            (int)started.Elapsed.TotalSeconds
        );
        Table.Print(played, FileName, language);
        Console.WriteLine();
        GrantTable.Print(grant, language);
        Console.WriteLine();
        RewardTable.Print(rewards, language);
        Console.WriteLine();
        Text[] ending =
        [
            new(
                $"已登记、出具证明并核验{played.Count}份合同，用时{seconds}秒。文书在{folder}/。",
                $"{played.Count} contracts registered, certified and verified in {seconds} s. Certificates: {folder}/"
            ),
            new(
                $"另有其他事项的文书{certificates.Count}份。",
                $"Beside them {certificates.Count} certificates of other filings: {string.Join(", ", certificates.Select(p => p.Kind).Distinct())}."
            ),
            new(
                "奖励按示例政策测算；当事人均为虚构；*为估算。",
                "Rewards are calculated on sample policies (示例); all parties are made up (虚构). * = estimate."
            ),
        ];
        foreach (var line in ending)
            Console.WriteLine(line.In(language));
        return 0;
    }

    public GrantPlay Grant => field ??= new(this);

    public static string FileName(Played contract) => $"{contract.Sample.Id}-{(string)contract.Certificate["number"]!}.pdf";

    /// <summary>The client of one app, signed in as one user; made once and reused.</summary>
    public Api As(string user, Uri app)
    {
        if (!apis.TryGetValue((app, user), out var api))
            apis[(app, user)] = api = new(app, user, key, through?.Invoke(user, app), time);
        return api;
    }

    public Api Contracts(string user) => As(user, options.Contracts);

    public Api Rewards(string user) => As(user, options.Rewards);

    public Api Grants(string user) => As(user, options.Grants);

    public Api Certificates(string user) => As(user, options.Certificates);

    public async Task<IReadOnlyList<Played>> AllAsync(Action<string, int, int> say, params string[] only)
    {
        var samples = SampleFiles
            .Contracts(TimeProvider.System.ChinaToday())
            .Where(s => s.Assessment is not null && (only.Length == 0 || only.Contains(s.Id)))
            .ToArray();
        var cases = new Dictionary<string, JsonNode>();
        if (samples.Any(s => s.Id == GrantPlay.Converted))
        {
            say(
                new Text("K01 赋予四人团队一项专利80%的所有权", "K01 80% of a patent to a team of four").In(options.Language),
                0,
                samples.Length
            );
            achievement = await Grant.GrantAsync();
        }
        foreach (var (index, sample) in samples.Index())
        {
            say($"{sample.Id} {(string)sample.Content["title"]!}", index, samples.Length);
            cases[sample.Id] = await RegisterAsync(sample, cases);
        }
        say(new Text("等待文书和奖励测算", "waiting for certificates and rewards").In(options.Language), samples.Length, samples.Length);
        await DrainedAsync();

        var played = new List<Played>();
        foreach (var sample in samples)
            played.Add(await CollectAsync(sample, cases[sample.Id]));
        return played;
    }

    /// <summary>
    /// Files a sample with its attachments and submits it. Returns the answer to the submission, also when it is a refusal.
    /// </summary>
    public async Task<(string Id, ApiAnswer Answer)> FileAsync(SampleContract sample, IReadOnlyDictionary<string, JsonNode> earlier)
    {
        var filer = Contracts(sample.FiledBy);
        var content = sample.Content.DeepClone().AsObject();
        if ((string?)content["linkedContract"] is { } linked && earlier.TryGetValue(linked, out var other))
            content["linkedContract"] = (string)other["id"]!;
        if (sample.Id == GrantPlay.Converted && achievement is not null)
            content["achievementId"] = achievement;

        var answer = await filer.PostAsync("/api/contracts", content);
        if (answer.Status != 201)
            return ("", answer);
        var id = (string)answer.Body!["id"]!;
        foreach (var attachment in sample.Attachments)
        {
            var document = SampleAttachments.Pdf(sample.Id, (string)content["title"]!, Path.GetFileNameWithoutExtension(attachment.Name));
            answer = await filer.PostBytesAsync(
                $"/api/contracts/{id}/attachments?kind={attachment.Kind}&name={Uri.EscapeDataString(attachment.Name)}",
                document,
                "application/pdf",
                answer.Tag
            );
            if (answer.Status != 200)
                return (id, answer);
        }
        var reasons = sample.Reasons.Select(r =>
            (JsonNode)
                new JsonObject
                {
                    ["code"] = r.Code,
                    ["path"] = r.Path,
                    ["reason"] = r.Reason,
                }
        );
        return (
            id,
            await filer.PostAsync(
                $"/api/contracts/{id}/submit",
                sample.Reasons.Count == 0 ? null : new JsonObject { ["reasons"] = new JsonArray([.. reasons]) },
                answer.Tag
            )
        );
    }

    /// <summary>Waits until no app has a message in a queue or a marker of unfinished work.</summary>
    public async Task DrainedAsync()
    {
        var waited = Stopwatch.StartNew();
        // All apps must be idle twice in a row: an app found idle can then receive a message from one that is checked later.
        for (var idle = 0; idle < 2; )
        {
            idle = await AreIdleAsync(waited) ? idle + 1 : 0;
        }
    }

    // Waits for each app in turn. Returns true when none of them had anything to do.
    private async Task<bool> AreIdleAsync(Stopwatch waited)
    {
        var idle = true;
        foreach (var app in (Uri[])[options.Contracts, options.Rewards, options.Grants, options.Certificates])
        {
            while (true)
            {
                var health = (await As("auditor", app).GetAsync("/api/health")).Body!;
                // A busy app answers 503 without a backlog: it is not known to be idle.
                var queues = health["backlog"]?["queues"]?.AsObject();
                if (
                    queues?.FirstOrDefault(q => q.Key.EndsWith("-poison", StringComparison.Ordinal) && (int)q.Value! > 0) is
                    { Key: { } poisoned }
                )
                    throw new DemoFailedException($"messages failed for good: see the queue {poisoned}.");
                if (queues is not null && (int)health["backlog"]!["markers"]! == 0 && queues.All(q => (int)q.Value! == 0))
                    break;
                if (waited.Elapsed > Patience)
                    throw new DemoFailedException(
                        $"{app} still has a backlog after {Patience.TotalMinutes} minutes: {health.ToJsonString()}"
                    );
                idle = false;
                await Task.Delay(150);
            }
        }
        return idle;
    }

    public void Dispose()
    {
        foreach (var api in apis.Values)
            api.Dispose();
        key.Dispose();
    }

    public async Task<JsonNode> RegisterAsync(SampleContract sample, IReadOnlyDictionary<string, JsonNode> earlier)
    {
        // Puts all calls of a filing into one trace: the client sends the trace id to the apps.
        using var trace = new Activity(sample.Id).SetIdFormat(ActivityIdFormat.W3C).Start();
        var (id, answer) = await FileAsync(sample, earlier);
        Expect(answer, sample, "submit");
        async Task StepAsync(string user, string action, JsonNode? body = null)
        {
            answer = await Contracts(user).PostAsync($"/api/contracts/{id}/{action}", body?.DeepClone(), answer.Tag);
            Expect(answer, sample, action);
        }
        await StepAsync("registrar-a", "accept");
        if (sample.Expected.Large)
            await StepAsync("registrar-a", "refer");
        await StepAsync("registrar-b", "assess", sample.Assessment);
        if (sample.Expected.Large)
            await StepAsync("approver", "approve");
        await StepAsync("registrar-b", "register");

        var status = (string)answer.Body!["status"]!;
        if (status is not ("registered" or "decided"))
            throw new DemoFailedException($"{sample.Id} is {status} after its registration.");
        if ((decimal)answer.Body["technicalAmount"]! != sample.Expected.TechnicalAmount)
            throw new DemoFailedException(
                $"{sample.Id}: the technical amount is {answer.Body["technicalAmount"]}, not {sample.Expected.TechnicalAmount}."
            );
        return answer.Body;
    }

    private async Task<Played> CollectAsync(SampleContract sample, JsonNode registered)
    {
        var id = (string)registered["id"]!;
        var quotes = await Rewards("registrar-a").PostAsync("/api/quotes", new JsonObject { ["contractId"] = id });
        Expect(quotes, sample, "quote");
        decimal Reward(string role) =>
            quotes.Body!["quotes"]!.AsArray().Where(q => (string)q!["role"]! == role).Sum(q => (decimal)q!["amount"]!);
        var estimated = quotes.Body!["quotes"]!.AsArray().Any(q => (bool)q!["estimated"]! && (decimal)q["amount"]! > 0);

        var reader = Certificates(sample.FiledBy);
        var list = await reader.GetAsync($"/api/certificates?subject={id}");
        Expect(list, sample, "list its certificates");
        var line =
            list.Body!["items"]!.AsArray().SingleOrDefault(l => (string)l!["kind"]! == "registration")
            ?? throw new DemoFailedException($"{sample.Id} has no certificate.");
        var certificate = await reader.GetAsync($"/api/certificates/{(string)line["number"]!}");
        Expect(certificate, sample, "read its certificate");
        var pdf = await reader.Http.GetByteArrayAsync(new Uri($"/api/certificates/{(string)line["number"]!}/pdf", UriKind.Relative));
        if (Ids.Sha256(pdf) != (string)certificate.Body!["sha256"]!)
            throw new DemoFailedException($"{sample.Id}: the certificate's file is not the one that was committed.");

        // Verify like the public does: without a token, with only the address in the QR code.
        using var anyone = new HttpClient();
        var verified = JsonNode.Parse(await anyone.GetStringAsync(new Uri((string)certificate.Body["verifyAt"]!)))!;
        if (
            !(bool)verified["valid"]!
            || (string)verified["facts"]!["registrationNumber"]! != (string)certificate.Body["facts"]!["registrationNumber"]!
        )
            throw new DemoFailedException($"{sample.Id}: the certificate does not verify.");

        var now = await Contracts(sample.FiledBy).GetAsync($"/api/contracts/{id}");
        return new(sample, id, now.Body!, Reward("seller"), Reward("buyer"), estimated, certificate.Body, pdf);
    }

    private static void Expect(ApiAnswer answer, SampleContract sample, string action)
    {
        if (answer.Status is 200 or 201)
            return;
        throw new DemoFailedException(
            $"{sample.Id}: '{action}' was answered {answer.Status}: {answer.Body?.ToJsonString(Json.Options) ?? "(no JSON)"}"
        );
    }
}
