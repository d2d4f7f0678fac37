using OpsBot.Web.Commands;

return await Verbs.RunAsync(args, TimeProvider.System);
