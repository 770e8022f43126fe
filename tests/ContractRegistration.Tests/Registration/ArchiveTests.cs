using System.IO.Compression;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class ArchiveTests : IAsyncLifetime
{
    private HttpHarness app = null!;

    public async Task InitializeAsync() => app = await HttpHarness.NewAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_whole_file_of_a_contract_is_one_zip()
    {
        var id = await PutAsync();

        var answer = await GetAsync("registrar-a", id);
        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));

        Assert.Equal(
            ["attachments/01 contract 合同.pdf", "attachments/02 other 合同.pdf", "certificates.json", "contract.json", "history.json"],
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)
        );
        using var content = await zip.GetEntry("contract.json")!.OpenAsync();
        Assert.Equal(Given.Submitted().Content.Title, (string)(await JsonNode.ParseAsync(content))!["title"]!);
        using var attachment = new StreamReader(await zip.GetEntry("attachments/01 contract 合同.pdf")!.OpenAsync());
        Assert.Equal("text", await attachment.ReadToEndAsync());
        using var links = await zip.GetEntry("certificates.json")!.OpenAsync();
        Assert.Equal($"/api/certificates?subject={id}", (string)(await JsonNode.ParseAsync(links))!["list"]!);
        // The contract itself, and each attachment.
        Assert.Equal(
            3,
            (await app.Lists.ReadAsync(TechTransfer.ContractRegistration.Attachments.ReadLog.ListOf(id), 10, null)).Value.Items.Count
        );
    }

    [Theory]
    [InlineData("finance-a")]
    [InlineData("office-u2")]
    public async Task Who_does_not_see_the_attachments_gets_no_zip(string user) =>
        Assert.Equal(404, (await GetAsync(user, await PutAsync())).Status);

    private async Task<string> PutAsync()
    {
        using var text = new MemoryStream("text"u8.ToArray());
        var sha256 = Ids.Sha256("text");
        var id = await app.PutAsync(
            Given.Submitted() with
            {
                Attachments =
                [
                    new("合同.pdf", "contract", "application/pdf", sha256, 4),
                    new("合同.pdf", "other", "application/pdf", sha256, 4),
                ],
            }
        );
        await app.Documents.SaveAsync(id, text, "application/pdf", default);
        return id;
    }

    private Task<Reply> GetAsync(string user, string id) =>
        FunctionCall.SendAsync(
            (r, c) => app.Operation<GetArchive>().Run(r, id, c),
            Given.Caller(user),
            "GET",
            $"/api/contracts/{id}/archive"
        );
}
