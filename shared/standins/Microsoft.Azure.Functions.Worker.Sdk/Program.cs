using System.Runtime.Loader;
using Microsoft.Azure.Functions.Worker.CustomHandler;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Sdk;
using Microsoft.Azure.Functions.Worker.Settings;

// Makes of a published folder one that a Functions host can start as its custom handler: FOLDER ASSEMBLY EXECUTABLE.
if (args is not [var folder, var assembly, var executable])
{
    Console.Error.WriteLine("usage: FOLDER ASSEMBLY EXECUTABLE, as in out/publish RewardCalculation.dll RewardCalculation");
    return 2;
}
folder = Path.GetFullPath(folder);
// The worker itself comes from here, so that its attributes are the same types; everything else lies in the folder.
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
try
{
    var app = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, assembly));
    var catalog = new FunctionCatalog(FunctionCatalog.ClassesOf(app));
    PublishedHostFile.Complete(folder, executable);
    FunctionFiles.Write(folder, catalog);
    HandlerSettings.Check(folder, HostSettings.Read(folder), catalog);
    Console.WriteLine($"{catalog.All.Count} functions of {Path.GetFileNameWithoutExtension(assembly)} are described for the Functions host.");
    return 0;
}
catch (StartupException failure)
{
    Console.Error.WriteLine($"{assembly} : error FUNC001: {failure.Message}");
    return 1;
}
