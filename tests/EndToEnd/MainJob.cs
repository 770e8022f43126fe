using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed class MainJob(RunningSystem system)
{
    [Fact]
    public void Sixteen_contracts_are_registered_with_numbers_without_a_gap()
    {
        Assert.Equal(16, system.Samples.Count);
        Assert.All(system.Samples, s => Assert.Equal("registered", (string?)s.Contract["status"]));
        var year = TimeProvider.System.ChinaToday().Year;
        Assert.Equal(Enumerable.Range(1, 16).Select(n => $"500001{year}{n:D6}"), system.Samples.Select(s => (string)s.Contract["number"]!));
        // Certificate numbers are not consecutive here, because the grant that is played first uses numbers of the same series.
        var numbers = system.Samples.Select(s => (string)s.Certificate["number"]!).ToArray();
        Assert.Equal(16, numbers.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches($@"^CQGX-{year}-\d{{6}}\z", n));
        Assert.All(system.Samples, s => Assert.Equal(s.Sample.Expected.TechnicalAmount, (decimal)s.Contract["technicalAmount"]!));
    }

    [Theory]
    [InlineData("C01", 9600, 48000)]
    [InlineData("C02", 20000, 100000)]
    [InlineData("C05", 40000, 0)]
    [InlineData("C06", 23000, 100000)]
    [InlineData("C11", 0, 0)]
    [InlineData("C12", 0, 100000)]
    [InlineData("C13", 65000, 0)]
    [InlineData("C14", 0, 0)]
    [InlineData("C16", 3200, 16000)]
    public void Rewards_are_quoted_under_the_sample_policies(string id, int seller, int buyer)
    {
        var sample = system.Sample(id);
        Assert.Equal((seller, buyer), (sample.SellerReward, sample.BuyerReward));
        Assert.Equal(id is "C06" or "C16", sample.Estimated);
    }

    [Fact]
    public async Task A_quote_explains_each_step_with_its_clause()
    {
        var quotes = await system
            .Play.Rewards("company-e1")
            .PostAsync("/api/quotes", new JsonObject { ["contractId"] = system.Sample("C01").ContractId });
        Assert.Equal(200, quotes.Status);
        Assert.All(
            quotes.Body!["quotes"]!.AsArray(),
            quote =>
            {
                var steps = quote!["explanation"]!.AsArray();
                Assert.True(steps.Count >= 3);
                Assert.All(
                    steps,
                    step =>
                        Assert.True(
                            step!["text"]!["zh"]!.GetValue<string>().Length > 0 && step["text"]!["en"]!.GetValue<string>().Length > 0
                        )
                );
                Assert.Contains(steps, step => step!["citation"] is not null);
            }
        );
    }

    [Fact]
    public async Task A_contract_that_has_not_arrived_is_not_yet_known_and_says_when_to_try_again()
    {
        using var body = System.Net.Http.Json.JsonContent.Create(new { contractId = "00000000000000000000000000" });
        var response = await system.Play.Rewards("registrar-a").Http.PostAsync(new Uri("/api/quotes", UriKind.Relative), body);
        Assert.Equal(409, (int)response.StatusCode);
        Assert.Equal("2", response.Headers.RetryAfter?.ToString());
        Assert.Equal("not_yet_known", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]);
    }

    [Fact]
    public async Task Every_certificate_is_a_sound_PDF_whose_QR_code_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("certificates");
        try
        {
            foreach (var sample in system.Samples)
            {
                var file = Path.Combine(folder.FullName, Play.FileName(sample));
                await File.WriteAllBytesAsync(file, sample.Pdf);

                var checkedByQpdf = await Tool.RunAsync("qpdf", "--check", file);
                Assert.True(checkedByQpdf.Code == 0, checkedByQpdf.Output + checkedByQpdf.Errors);

                var text = (await Tool.RunAsync("pdftotext", "-layout", file, "-")).Output;
                var name = ((string)sample.Sample.Content["title"]!)[..6];
                foreach (
                    var expected in (string[])
                        [
                            (string)sample.Certificate["number"]!,
                            (string)sample.Contract["number"]!,
                            name,
                            $"{Yuan.Of(sample.Sample.Expected.TechnicalAmount!.Value)}",
                            (string)sample.Certificate["code"]!,
                        ]
                )
                {
                    Assert.Contains(expected, text, StringComparison.Ordinal);
                }
                // A certificate must not show contact data or the subject matter of the contract.
                foreach (var party in sample.Contract["sellers"]!.AsArray().Concat(sample.Contract["buyers"]!.AsArray()))
                {
                    if ((string?)party!["phone"] is { Length: > 0 } phone)
                        Assert.DoesNotContain(phone, text, StringComparison.Ordinal);
                }

                await Tool.RunAsync("pdftoppm", "-r", "150", "-png", "-singlefile", file, file);
                var scanned = (await Tool.RunAsync("zbarimg", "-q", "--raw", $"{file}.png")).Output.Trim();
                Assert.Equal((string)sample.Certificate["verifyAt"]!, scanned);
            }
            Assert.All(system.Samples, s => Assert.InRange(s.Pdf.Length, 10_000, 80_000));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_repeated_message_makes_no_second_certificate()
    {
        var sample = system.Sample("C03");
        var history = await system.Play.Contracts("auditor").GetAsync($"/api/contracts/{sample.ContractId}/history?verify=true");
        Assert.True((bool)history.Body!["chainHolds"]!);
        var last = history.Body["events"]!.AsArray()[^1]!;

        var facts = Json.Write(sample.Certificate["content"]!["contract"]);
        var envelope = new Envelope(
            "again",
            MessageNames.ContractRegistered,
            sample.ContractId,
            (long)last["version"]!,
            (DateTimeOffset)last["at"]!,
            System.Text.Json.JsonDocument.Parse(facts).RootElement,
            null
        );
        var queue = new QueueClient(
            system.Storage,
            Topics.CertificatesInbox,
            new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        for (var i = 0; i < 3; i++)
            await queue.SendMessageAsync(Json.Write(envelope));
        await system.Play.DrainedAsync();

        var list = await system.Play.Certificates("registrar-a").GetAsync($"/api/certificates?subject={sample.ContractId}");
        var line = Assert.Single(list.Body!["items"]!.AsArray(), l => (string)l!["kind"]! == "registration")!;
        Assert.Equal((string)sample.Certificate["number"]!, (string)line["number"]!);
        Assert.Equal((string)sample.Certificate["sha256"]!, (string)line["sha256"]!);
    }

    [Fact]
    public async Task Data_survives_a_restart()
    {
        var sample = system.Sample("C05");
        await system.RestartAsync();
        var again = await system.Play.Contracts("company-e2").GetAsync($"/api/contracts/{sample.ContractId}");
        Assert.Equal((string)sample.Contract["number"]!, (string)again.Body!["number"]!);
        var pdf = await system
            .Play.Certificates("company-e2")
            .Http.GetByteArrayAsync(new Uri($"/api/certificates/{(string)sample.Certificate["number"]!}/pdf", UriKind.Relative));
        Assert.Equal(sample.Pdf, pdf);
    }
}
