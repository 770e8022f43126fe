using System.Collections.Concurrent;
using System.Text.Json;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>What <c>-p:PublishedPackages=true</c> makes of the project files. Nothing is restored: the feed lacks these packages.</summary>
public sealed class PublishedPackagesTests
{
    private const string Worker = "Microsoft.Azure.Functions.Worker";
    private static readonly string[] OfTheWorker = [Worker, $"{Worker}.Extensions.Http", $"{Worker}.Extensions.Http.AspNetCore", $"{Worker}.Extensions.Storage.Queues", $"{Worker}.Extensions.Timer"];
    private static readonly string[] OfTests = ["Microsoft.NET.Test.Sdk", "Moq", "xunit", "xunit.runner.visualstudio"];
    private const string Analyzer = "Microsoft.CodeAnalysis.BannedApiAnalyzers";

    [Fact]
    public async Task Every_project_takes_the_published_packages_and_no_stand_in()
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Solution.Projects, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (project, _) =>
        {
            using var found = await EvaluateAsync(project.Path, "-p:PublishedPackages=true");
            var packages = Names(found, "PackageReference");
            if (!packages.SequenceEqual(ExpectedOf(project))) faults.Add($"{project.Path} takes {string.Join(", ", packages)} in place of {string.Join(", ", ExpectedOf(project))}");
            if (Names(found, "ProjectReference").Any(reference => reference.Contains("standins", StringComparison.Ordinal))) faults.Add($"{project.Path} refers to a stand-in");
            if (found.RootElement.GetProperty("Items").GetProperty("PrunePackageReference").EnumerateArray().Any(item => item.GetProperty("Identity").GetString() == "System.IO.Hashing" && item.GetProperty("Version").GetString() == "99.0.0"))
                faults.Add($"{project.Path} prunes what the published packages need");
            var compiled = found.RootElement.GetProperty("Items").GetProperty("Compile").GetArrayLength();
            if (compiled == 0 != project.IsOnlyWithStandIns) faults.Add($"{project.Path} compiles {compiled} files");
        });
        Assert.Empty(faults);
    }

    [Fact]
    public async Task By_default_the_stand_ins_are_taken_and_none_of_the_published_packages()
    {
        foreach (var project in Solution.Projects.Where(project => project.StandIns.Length > 0 && (project.IsApp || project.Name.EndsWith("Hosting", StringComparison.Ordinal))))
        {
            using var found = await EvaluateAsync(project.Path);
            Assert.Empty(Names(found, "PackageReference").Intersect([.. OfTheWorker, $"{Worker}.Sdk", "QuestPDF"]));
            var references = Names(found, "ProjectReference");
            Assert.All(project.StandIns, standIn => Assert.Contains(references, reference => reference.EndsWith($"shared/standins/{standIn}/{standIn}.csproj", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task The_versions_are_those_that_are_published()
    {
        using var found = await EvaluateAsync("functions/Certificates/Certificates.csproj", "-p:PublishedPackages=true");
        var versions = found.RootElement.GetProperty("Items").GetProperty("PackageVersion").EnumerateArray()
            .ToDictionary(item => item.GetProperty("Identity").GetString()!, item => item.GetProperty("Version").GetString());
        Assert.Equal(
            ["2.52.0", "3.3.0", "2.1.1", "5.5.5", "4.3.1", "2.1.0", "2026.7.2"],
            ((string[])[.. OfTheWorker, $"{Worker}.Sdk", "QuestPDF"]).Select(package => versions[package]));
        // The published packages ask for newer ones than our feed has.
        Assert.Equal(["1.*", "1.*", "12.*", "12.*"], ((string[])["Azure.Core", "Azure.Identity", "Azure.Storage.Blobs", "Azure.Storage.Queues"]).Select(package => versions[package]));
        Assert.DoesNotContain("NU1603", found.RootElement.GetProperty("Properties").GetProperty("NoWarn").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_is_an_isolated_worker_with_its_own_host_json()
    {
        foreach (var app in Solution.Projects.Where(project => project.IsApp))
        {
            using var found = await EvaluateAsync(app.Path, "-p:PublishedPackages=true");
            Assert.Equal("v4", found.RootElement.GetProperty("Properties").GetProperty("AzureFunctionsVersion").GetString());
            Assert.Equal("Exe", found.RootElement.GetProperty("Properties").GetProperty("OutputType").GetString());
            // What publishing adds for the custom handler belongs to the stand-ins alone.
            var targets = await Tool.RunAsync("dotnet", "msbuild", Repository.PathOf(app.Path), "-p:PublishedPackages=true", "-nologo", "-getProperty:FunctionFilesTool");
            Assert.Equal("", targets.Output.Trim());
            using var host = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Repository.PathOf(app.Path))!, "host.json")));
            Assert.False(host.RootElement.TryGetProperty("customHandler", out _));
            var hostFile = found.RootElement.GetProperty("Items").GetProperty("None").EnumerateArray().Single(item => item.GetProperty("Identity").GetString() == "host.json");
            Assert.Equal("PreserveNewest", hostFile.GetProperty("CopyToOutputDirectory").GetString());
            var settings = found.RootElement.GetProperty("Items").GetProperty("None").EnumerateArray().Single(item => item.GetProperty("Identity").GetString() == "local.settings.json");
            Assert.Equal("Never", settings.GetProperty("CopyToPublishDirectory").GetString());
        }
    }

    private static IEnumerable<string> ExpectedOf(Project project)
    {
        if (project.IsOnlyWithStandIns) return [Analyzer];
        IEnumerable<string> packages = [Analyzer, .. project.Packages, .. project.StandIns.SelectMany(standIn => standIn == Worker ? OfTheWorker : [standIn])];
        if (project.IsApp) packages = packages.Append($"{Worker}.Sdk");
        if (project.IsTest && (project.Name.EndsWith("Tests", StringComparison.Ordinal) || project.Name == "EndToEnd")) packages = packages.Concat(OfTests);
        return packages.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Names(JsonDocument found, string kind) =>
        found.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!).Order(StringComparer.Ordinal);

    private static async Task<JsonDocument> EvaluateAsync(string project, params string[] properties)
    {
        var evaluation = await Tool.RunAsync(
            "dotnet",
            ["msbuild", Repository.PathOf(project), "-nologo", "-getItem:PackageReference,ProjectReference,PackageVersion,PrunePackageReference,Compile,None",
             "-getProperty:AzureFunctionsVersion,OutputType,NoWarn", .. properties]);
        Assert.True(evaluation.Code == 0, $"{project}: {evaluation.Output} {evaluation.Errors}");
        return JsonDocument.Parse(evaluation.Output);
    }
}
