using System.Text;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Tests;

public sealed class NumbersAndDocuments
{
    [Fact]
    public async Task The_same_owner_gets_the_same_number_back()
    {
        var numbers = (await NoteApp.NewAsync()).Numbers;
        Assert.Equal(1, await numbers.AllotAsync("2026", "a"));
        Assert.Equal(2, await numbers.AllotAsync("2026", "b"));
        Assert.Equal(1, await numbers.AllotAsync("2026", "a"));
        Assert.Equal(1, await numbers.AllotAsync("2027", "b"));
        Assert.Equal("b", await numbers.OwnerOfAsync("2026", 2));
        Assert.Null(await numbers.OwnerOfAsync("2026", 3));
    }

    [Fact]
    public async Task A_document_is_stored_once_under_its_hash()
    {
        var app = await NoteApp.NewAsync();
        var documents = new DocumentStore(app.Storage);
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("合同 ", 1_500_000)));

        var first = await documents.SaveAsync("case1", content, "application/pdf");
        var again = await documents.SaveAsync("case1", content, "application/pdf");

        Assert.Equal((Ids.Sha256(content), content.Length), (first.Sha256, first.Size));
        Assert.Equal(first, again);
        await using var stream = await documents.OpenAsync("case1", first.Sha256);
        using var read = new MemoryStream();
        await stream!.CopyToAsync(read);
        Assert.Equal(content, read.ToArray());
        Assert.Null(await documents.OpenAsync("case2", first.Sha256));
    }
}
