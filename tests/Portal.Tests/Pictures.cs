using TechTransfer.Testing;

namespace TechTransfer.Portal.Tests;

/// <summary>The pictures of pages in <c>docs/portal</c>; <c>UPDATE_DOCS=1</c> takes them anew.</summary>
[Collection(OnTheVisitedSystem.Name)]
public sealed class Pictures(Visited system)
{
    private (string Name, string Path, int Width)[] Pages =>
        [
            ("home", "/portal", 1280),
            ("verify", new Uri((string)system.Contract.Certificate["verifyAt"]!).AbsoluteUri, 1280),
            ("verify-phone", new Uri((string)system.Contract.Certificate["verifyAt"]!).AbsoluteUri, 360),
            ("requirements", "/portal/requirements?kind=T3", 1280),
            ("policy", "/portal/policies/sample-seller", 1280),
            ("notices", "/portal/notices", 1280),
            ("statistics", "/portal/statistics", 1280),
            ("sign-in", "/portal/sign-in", 1280),
        ];

    [Fact]
    public async Task Each_page_has_its_picture()
    {
        foreach (var (name, path, width) in Pages)
        {
            var file = Repository.PathOf("docs", "portal", $"{name}.png");
            if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            {
                await using var visitor = await system.VisitAsync(width);
                await visitor.Page.GotoAsync(path);
                await visitor.Page.ScreenshotAsync(new() { Path = file });
            }
            Assert.True(File.Exists(file), $"{file} is missing: UPDATE_DOCS=1 dotnet test … --filter Pictures");
        }
    }
}
